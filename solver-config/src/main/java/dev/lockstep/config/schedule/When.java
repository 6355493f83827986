package dev.lockstep.config.schedule;

/** When a training loop steps a scheduler. */
public enum When {
  /** At the start of each epoch: the first rate of the schedule is never used. */
  BEFORE_EPOCH,
  /** Before each step of the optimizer: the first rate of the schedule is never used. */
  BEFORE_STEP,
  /** After each step of the optimizer. */
  AFTER_STEP,
  /** At the end of each epoch. */
  AFTER_EPOCH
}
