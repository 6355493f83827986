/**
 * MindSpore's CPU arithmetic of {@code mindspore.mint.optim} in GRAPH mode to the last bit: {@code
 * add(x, y, alpha)} is one fused multiply-add, the rest rounds once an operation (MindSpore 2.10,
 * measured).
 *
 * <p>The rule of this package: one arithmetic a file, written for {@code float}, copied for {@code
 * double} by the build. The numbers of a step are float32 values held in doubles. Where the common
 * rule rounds the same, it is used instead.
 */
@NullMarked
package dev.lockstep.mindspore.mint.optim.kernel;

import org.jspecify.annotations.NullMarked;
