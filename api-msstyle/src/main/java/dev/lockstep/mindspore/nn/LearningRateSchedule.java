package dev.lockstep.mindspore.nn;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.StepCell;

/**
 * A rate that depends on the step; extend it for a schedule of your own.
 *
 * <p>The schedules of this package compute in float32, operation by operation, as the Cells do;
 * constants are rounded to float32 when they meet the step.
 */
public abstract class LearningRateSchedule implements StepCell {
  /** For subclasses. */
  protected LearningRateSchedule() {}

  /**
   * The rate of a step.
   *
   * @param globalStep steps taken before this one: 0 at the first
   */
  @Override
  public abstract float construct(int globalStep);

  /** The given settings over the defaults; refuses a schedule with an option left out. */
  static Options bind(Signature signature, Option... options) {
    Options bound = signature.bind(options);
    signature.keys().forEach(key -> Checks.given(signature, bound, key));
    return bound;
  }

  /** A rate that is a number above 0. */
  static double positiveRate(Signature signature, Options options, OptionKey<LearningRate> key) {
    double value = Checks.constant(signature.api(), key, options.get(key));
    Checks.positive(signature.api(), key, value);
    return value;
  }

  /** A number of steps, at least 1. */
  static int steps(Signature signature, Options options, OptionKey<Integer> key) {
    int value = options.get(key);
    if (value <= 0) {
      throw new OptionException(
          "%s: %s must be > 0, got %s".formatted(signature.api(), key.name(), value));
    }
    return value;
  }

  /** A number above 0. */
  static double positive(Signature signature, Options options, OptionKey<Double> key) {
    Checks.positive(signature.api(), key, options.get(key));
    return options.get(key);
  }
}
