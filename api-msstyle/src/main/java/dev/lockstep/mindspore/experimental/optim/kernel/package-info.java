/**
 * MindSpore's arithmetic of {@code mindspore.experimental.optim} to the last bit: tensor operations
 * in float32, one rounding each (MindSpore 2.10, CPU, measured).
 *
 * <p>The rule of this package: one arithmetic a file, written for {@code float}, copied for {@code
 * double} by the build. The numbers of a step are float32 values held in doubles. Where the common
 * rule rounds the same, it is used instead.
 */
@NullMarked
package dev.lockstep.mindspore.experimental.optim.kernel;

import org.jspecify.annotations.NullMarked;
