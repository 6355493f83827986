package dev.lockstep.mindspore;

/** A value that depends on the step, as a MindSpore Cell that is called with the global step. */
@FunctionalInterface
public interface StepCell {
  /**
   * The value for a step.
   *
   * @param globalStep steps taken before this one: 0 at the first
   */
  float construct(int globalStep);
}
