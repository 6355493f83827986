/**
 * PyTorch's meaning of a learning-rate schedule: one file a scheduler, with torch's own argument
 * names, state keys, facts of messages and bits (torch 2.15).
 *
 * <p>The rule of this package: rates are doubles, computed by {@code step()} from the rate before
 * (the recursive form) and by the deprecated {@code step(epoch)} from the epoch alone (the closed
 * form), each in the order of operations in which torch does it; the two differ in the last bits.
 * What torch refuses with a division by zero is refused, not carried on as infinity.
 */
@NullMarked
package dev.lockstep.torch.optim.lrscheduler;

import org.jspecify.annotations.NullMarked;
