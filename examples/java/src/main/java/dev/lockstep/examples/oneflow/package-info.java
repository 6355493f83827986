/**
 * OneFlow's guides, fragment by fragment.
 *
 * <p>The rule of this package: one class a fragment, with the results that the guide states.
 */
@NullMarked
package dev.lockstep.examples.oneflow;

import org.jspecify.annotations.NullMarked;
