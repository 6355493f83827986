package dev.lockstep.mindspore;

/** A weight decay: a number, or a Cell of the step. */
public sealed interface WeightDecay {
  /**
   * The same decay in every step.
   *
   * @param value the decay
   */
  record Constant(double value) implements WeightDecay {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /**
   * A dynamic weight decay.
   *
   * @param cell asked with the global step
   */
  record Dynamic(StepCell cell) implements WeightDecay {}

  /** A constant decay. */
  static WeightDecay of(double value) {
    return new Constant(value);
  }

  /** A dynamic decay. */
  static WeightDecay of(StepCell cell) {
    return new Dynamic(cell);
  }
}
