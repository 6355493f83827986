/**
 * OneFlow's CPU kernels to the last bit: no fused multiply-add, every option a float32 number even
 * for float64 tensors (OneFlow 0.9.0, measured).
 *
 * <p>The rule of this package: one arithmetic a file, written for {@code float}, copied for {@code
 * double} by the build. The numbers of a step come rounded from the facade: a kernel widens or
 * keeps them, it never computes with two of them.
 */
@NullMarked
package dev.lockstep.oneflow.optim.kernel;

import org.jspecify.annotations.NullMarked;
