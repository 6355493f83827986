package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.OptionException;

/**
 * {@code flow.optimizer.warmup}: the rate of the first train steps.
 *
 * <p>While it lasts the decay is not applied; afterwards the decay sees the <b>absolute</b> train
 * step, so a cosine jumps down at the end of the warm-up.
 */
public sealed interface Warmup {
  /** How many train steps it lasts. */
  int steps();

  /** The rate of a train step before {@link #steps()}, in double. */
  double rate(double baseLr, long trainStep);

  /**
   * {@code warmup.constant}: {@code base_lr * multiplier}.
   *
   * @param steps train steps, above 0
   * @param multiplier between 0 and 1, both exclusive
   */
  static Warmup constant(int steps, double multiplier) {
    return new Constant(steps, multiplier);
  }

  /**
   * {@code warmup.linear}: {@code base_lr * (start + (1 - start)*step/steps)}; from 0 the rate of
   * the first train step is 0.
   *
   * @param steps train steps, above 0
   * @param startMultiplier from 0 to 1, 1 exclusive
   */
  static Warmup linear(int steps, double startMultiplier) {
    return new Linear(steps, startMultiplier);
  }

  /** See {@link Warmup#constant}. */
  record Constant(int steps, double multiplier) implements Warmup {
    public Constant {
      check(steps);
      if (!(multiplier > 0 && multiplier < 1)) {
        throw new OptionException(
            "warmup.constant: multiplier must be between 0 and 1, got " + multiplier);
      }
    }

    @Override
    public double rate(double baseLr, long trainStep) {
      return baseLr * multiplier;
    }
  }

  /** See {@link Warmup#linear}. */
  record Linear(int steps, double startMultiplier) implements Warmup {
    public Linear {
      check(steps);
      if (!(startMultiplier >= 0 && startMultiplier < 1)) {
        throw new OptionException(
            "warmup.linear: start_multiplier must be at least 0 and below 1, got "
                + startMultiplier);
      }
    }

    @Override
    public double rate(double baseLr, long trainStep) {
      double part = (double) trainStep / steps;
      return baseLr * (startMultiplier + (1 - startMultiplier) * part);
    }
  }

  private static void check(int steps) {
    if (steps <= 0) {
      throw new OptionException("warmup: steps must be above 0, got " + steps);
    }
  }
}
