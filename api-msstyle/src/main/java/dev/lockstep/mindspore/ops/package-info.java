/**
 * The functions of {@code mindspore.ops} that limit gradients, with their arguments.
 *
 * <p>The rule of this package: norms are summed in double and everything else is rounded to
 * float32: MindSpore does not state an order of summation.
 */
@NullMarked
package dev.lockstep.mindspore.ops;

import org.jspecify.annotations.NullMarked;
