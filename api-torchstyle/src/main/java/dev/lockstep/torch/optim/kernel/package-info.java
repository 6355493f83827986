/**
 * Torch's CPU kernels to the last bit: fused multiply-adds exactly where torch fuses, scalars
 * narrowed where torch narrows them (torch 2.15, measured).
 *
 * <p>The rule of this package: one arithmetic a file, written for {@code float}, copied for {@code
 * double} by the build.
 */
@NullMarked
package dev.lockstep.torch.optim.kernel;

import org.jspecify.annotations.NullMarked;
