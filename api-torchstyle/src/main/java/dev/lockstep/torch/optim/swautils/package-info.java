/**
 * The schedule of {@code torch.optim.swa_utils}.
 *
 * <p>The rule of this package: as in {@code lrscheduler}; it is apart because torch has it apart.
 */
@NullMarked
package dev.lockstep.torch.optim.swautils;

import org.jspecify.annotations.NullMarked;
