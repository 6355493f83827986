/**
 * Two definitions run side by side on the same gradients, for reports and comparisons.
 *
 * <p>The rule of this package: it measures, and judges nothing.
 */
@NullMarked
package dev.lockstep.conformance.simulation;

import org.jspecify.annotations.NullMarked;
