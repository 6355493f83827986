package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.RateOptions.WARMUP;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.CorrectlyRounded;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A rate as a function of the train step, which counts from 0 and increases by one a run of the
 * job.
 *
 * <p>The base rate is narrowed to float32, the kernel computes in double, the result is float32.
 *
 * <p>It is the first argument of every optimizer of {@code flow.optimizer}, and stands there by
 * itself: {@code new SGD(scheduler, momentum(0.9))}.
 *
 * <p>Threads: immutable.
 */
public abstract class LrScheduler implements Option {
  private final Options args;

  /**
   * A scheduler with declared arguments.
   *
   * @param needed arguments that must be given
   * @throws OptionException if one is missing or unknown
   */
  protected LrScheduler(Signature signature, Option[] options, OptionKey<?>... needed) {
    args = signature.bind(options);
    for (OptionKey<?> key : needed) {
      require(args.has(key), "%s must be given", key.name());
    }
  }

  /** Always that rate: {@code PiecewiseConstantScheduler([], [rate])}. */
  public static LrScheduler constant(double rate) {
    return list(rate);
  }

  /** A rate for each train step; the last one stays. */
  public static LrScheduler list(double... rates) {
    int[] boundaries = IntStream.range(0, rates.length - 1).toArray();
    return new PiecewiseConstantScheduler(
        RateOptions.boundaries(boundaries), RateOptions.values(rates));
  }

  /** The rate with which the schedule starts. */
  public abstract double baseLr();

  /** The rate without warm-up, in double. */
  abstract double decayed(double baseLr, long trainStep);

  /** The arguments. */
  protected final Options args() {
    return args;
  }

  /** The warm-up, if there is one. */
  public final Optional<Warmup> warmup() {
    return args.has(WARMUP) ? Optional.of(args.get(WARMUP)) : Optional.empty();
  }

  /**
   * The rate that a run of the job uses.
   *
   * @param trainStep runs of the job before, from 0
   */
  public final float rate(long trainStep) {
    float base = (float) baseLr();
    Optional<Warmup> warmup = warmup();
    if (warmup.isPresent() && trainStep < warmup.get().steps()) {
      return (float) warmup.get().rate(base, trainStep);
    }
    return (float) decayed(base, trainStep);
  }

  /** {@code (1 + cos(angle)) / 2}. */
  static double halfCosine(double angle) {
    return 0.5 * (1 + CorrectlyRounded.cos(angle));
  }

  /** {@code step/steps}, or its whole part. */
  static double periods(long trainStep, int steps, boolean staircase) {
    double periods = (double) trainStep / steps;
    return staircase ? Math.floor(periods) : periods;
  }

  /** Refuses steps that are not above 0. */
  final void requireSteps(int steps) {
    require(steps > 0, "steps must be above 0, got %s", steps);
  }

  /** Refuses unless the condition holds; the message begins with the name of the class. */
  final void require(boolean condition, String message, @Nullable Object... values) {
    if (!condition) {
      throw new OptionException(getClass().getSimpleName() + ": " + message.formatted(values));
    }
  }
}
