/**
 * {@code mindspore.ops}: what a script does with gradients before it applies them.
 *
 * <p>The rule of this package: functions of lists of tensors that change none of them.
 */
@NullMarked
package dev.lockstep.mindspore.ops;

import org.jspecify.annotations.NullMarked;
