/**
 * The schedulers of {@code mindspore.experimental.optim.lr_scheduler} (MindSpore 2.10): torch's of
 * version 1.13 in float32, with faults of their own.
 *
 * <p>The rule of this package: what is a tensor in MindSpore is rounded to float32 after every
 * operation, and a Python number when it meets one ({@link
 * dev.lockstep.mindspore.experimental.optim.lrscheduler.Precision}). In common arithmetic the same
 * operations are done in doubles.
 */
@NullMarked
package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import org.jspecify.annotations.NullMarked;
