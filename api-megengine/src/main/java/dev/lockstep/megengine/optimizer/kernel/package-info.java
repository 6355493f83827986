/**
 * MegEngine's updates to the last bit, operation by operation in the type of the parameter
 * (MegEngine 1.13, CPU, measured).
 *
 * <p>The rule of this package: one arithmetic a file, written for {@code float}, copied for {@code
 * double} by the build.
 */
@NullMarked
package dev.lockstep.megengine.optimizer.kernel;

import org.jspecify.annotations.NullMarked;
