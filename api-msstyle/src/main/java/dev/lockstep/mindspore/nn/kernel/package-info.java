/**
 * MindSpore's CPU kernels of {@code mindspore.nn} to the last bit: fused multiply-adds where the
 * vector code fuses, scalar tails as they round (MindSpore 2.10, AVX2, measured).
 *
 * <p>The rule of this package: one arithmetic a file, written for {@code float}, copied for {@code
 * double} by the build. The numbers of a step are float32 values held in doubles.
 */
@NullMarked
package dev.lockstep.mindspore.nn.kernel;

import org.jspecify.annotations.NullMarked;
