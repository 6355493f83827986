/**
 * The update kernels of the legacy job functions (OneFlow's source of 2021-07, not run): the rate
 * is inside the momentum, epsilon is not corrected.
 *
 * <p>The rule of this package: one arithmetic a file, written for {@code float}, copied for {@code
 * double} by the build.
 */
@NullMarked
package dev.lockstep.oneflow.optimizer.kernel;

import org.jspecify.annotations.NullMarked;
