package dev.lockstep.pet;

/** Something that a training does around its steps; what is not overridden does nothing. */
public interface Hook {
  /** Called once, before the first step. */
  default void beforeTrain(Storage storage) {}

  /** Called before each step. */
  default void beforeStep(Storage storage) {}

  /** Called after each step. */
  default void afterStep(Storage storage) {}

  /** Called once, after the last step, also if the training failed. */
  default void afterTrain(Storage storage) {}
}
