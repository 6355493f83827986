/**
 * The guide to Pet's iterative optimization: every fragment of it as Java that runs.
 *
 * <p>The rule of this package: gradients are written by hand; what is shown is the solver.
 */
@NullMarked
package dev.lockstep.examples.pet;

import org.jspecify.annotations.NullMarked;
