/**
 * MegEngine's guide to parameter optimisation, fragment by fragment.
 *
 * <p>The rule of this package: one method a fragment, with the results that the guide states.
 */
@NullMarked
package dev.lockstep.examples.megengine;

import org.jspecify.annotations.NullMarked;
