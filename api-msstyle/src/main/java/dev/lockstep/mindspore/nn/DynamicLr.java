package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.DECAY_EPOCH;
import static dev.lockstep.mindspore.MindSporeOptions.DECAY_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.END_LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.IS_STAIR;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATES;
import static dev.lockstep.mindspore.MindSporeOptions.MAX_LR;
import static dev.lockstep.mindspore.MindSporeOptions.MILESTONE;
import static dev.lockstep.mindspore.MindSporeOptions.MIN_LR;
import static dev.lockstep.mindspore.MindSporeOptions.POWER;
import static dev.lockstep.mindspore.MindSporeOptions.STEP_PER_EPOCH;
import static dev.lockstep.mindspore.MindSporeOptions.TOTAL_STEP;
import static dev.lockstep.mindspore.MindSporeOptions.UPDATE_DECAY_EPOCH;
import static dev.lockstep.mindspore.MindSporeOptions.WARMUP_EPOCH;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.mindspore.Checks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * {@code mindspore.nn.dynamic_lr}: functions that write out a schedule as a list, one rate a step,
 * in doubles.
 *
 * <p>A rate belongs to an epoch, {@code step / step_per_epoch} rounded down, and is repeated for
 * all of its steps. An optimizer rounds the list to float32.
 *
 * <p>Arguments are keywords: {@code DynamicLr.exponentialDecayLr(learningRate(0.1), decayRate(0.9),
 * totalStep(60), stepPerEpoch(10), decayEpoch(1))}. A function throws {@link
 * dev.lockstep.core.OptionException} if an argument is missing or out of range, and {@link
 * ArithmeticException} where Python refuses a power.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/mindspore.nn.html#dynamic-lr-function">MindSpore
 *     2.10</a>
 */
public final class DynamicLr {
  /** Names, order and defaults. */
  public static final Signature PIECEWISE_CONSTANT_LR =
      Signature.of("mindspore.nn.piecewise_constant_lr")
          .option(MILESTONE)
          .option(LEARNING_RATES)
          .strict();

  /** Names, order and defaults. */
  public static final Signature EXPONENTIAL_DECAY_LR = decay("exponential_decay_lr");

  /** Names, order and defaults. */
  public static final Signature NATURAL_EXP_DECAY_LR = decay("natural_exp_decay_lr");

  /** Names, order and defaults. */
  public static final Signature INVERSE_DECAY_LR = decay("inverse_decay_lr");

  /** Names, order and defaults. */
  public static final Signature COSINE_DECAY_LR =
      Signature.of("mindspore.nn.cosine_decay_lr")
          .option(MIN_LR)
          .option(MAX_LR)
          .option(TOTAL_STEP)
          .option(STEP_PER_EPOCH)
          .option(DECAY_EPOCH)
          .strict();

  /** Names, order and defaults. */
  public static final Signature POLYNOMIAL_DECAY_LR =
      Signature.of("mindspore.nn.polynomial_decay_lr")
          .option(LEARNING_RATE)
          .option(END_LEARNING_RATE)
          .option(TOTAL_STEP)
          .option(STEP_PER_EPOCH)
          .option(DECAY_EPOCH)
          .option(POWER)
          .option(UPDATE_DECAY_EPOCH, false)
          .strict();

  /** Names, order and defaults. */
  public static final Signature WARMUP_LR =
      Signature.of("mindspore.nn.warmup_lr")
          .option(LEARNING_RATE)
          .option(TOTAL_STEP)
          .option(STEP_PER_EPOCH)
          .option(WARMUP_EPOCH)
          .strict();

  private DynamicLr() {}

  private static Signature decay(String name) {
    return Signature.of("mindspore.nn." + name)
        .option(LEARNING_RATE)
        .option(DECAY_RATE)
        .option(TOTAL_STEP)
        .option(STEP_PER_EPOCH)
        .option(DECAY_EPOCH)
        .option(IS_STAIR, false)
        .strict();
  }

  /** All functions, by their signatures. */
  public static List<Signature> signatures() {
    return List.of(
        PIECEWISE_CONSTANT_LR,
        EXPONENTIAL_DECAY_LR,
        NATURAL_EXP_DECAY_LR,
        INVERSE_DECAY_LR,
        COSINE_DECAY_LR,
        POLYNOMIAL_DECAY_LR,
        WARMUP_LR);
  }

  /** The function of that full name, {@code mindspore.nn.warmup_lr}, by its signature. */
  public static Optional<Signature> find(String api) {
    return signatures().stream().filter(function -> function.api().equals(api)).findFirst();
  }

  /**
   * The list that the function of that signature writes.
   *
   * @throws IllegalArgumentException if there is no such function
   */
  public static double[] list(Signature function, Option... options) {
    return switch (function.simpleName()) {
      case "piecewise_constant_lr" -> piecewiseConstantLr(options);
      case "exponential_decay_lr" -> exponentialDecayLr(options);
      case "natural_exp_decay_lr" -> naturalExpDecayLr(options);
      case "inverse_decay_lr" -> inverseDecayLr(options);
      case "cosine_decay_lr" -> cosineDecayLr(options);
      case "polynomial_decay_lr" -> polynomialDecayLr(options);
      case "warmup_lr" -> warmupLr(options);
      default -> throw new IllegalArgumentException(function.api() + " writes no list");
    };
  }

  /**
   * {@code learning_rates[i]} before step {@code milestone[i]}; the list ends at the last
   * milestone. Equal milestones are allowed.
   */
  public static double[] piecewiseConstantLr(Option... options) {
    Options o = bind(PIECEWISE_CONSTANT_LR, options);
    String where = PIECEWISE_CONSTANT_LR.api();
    List<Integer> milestones = o.get(MILESTONE).values();
    double[] rates = o.get(LEARNING_RATES);
    Checks.require(
        milestones.size() == rates.length,
        "%s: the size of milestone must be the same as the size of learning_rates, got %s and %s",
        where,
        milestones.size(),
        rates.length);
    double[] list = new double[milestones.isEmpty() ? 0 : milestones.get(rates.length - 1)];
    int start = 0;
    for (int i = 0; i < rates.length; i++) {
      int end = milestones.get(i);
      Checks.require(end > 0, "%s: milestone[%s] must be an int > 0, got %s", where, i, end);
      Checks.require(
          end >= start,
          "%s: the value of milestone[%s] must be greater than milestone[%s], got %s and %s",
          where,
          i,
          i - 1,
          end,
          start);
      Arrays.fill(list, start, Math.min(end, list.length), rates[i]);
      start = end;
    }
    return list;
  }

  /** {@code learning_rate * decay_rate^(epoch/decay_epoch)}, the exponent floored if is_stair. */
  public static double[] exponentialDecayLr(Option... options) {
    Options o = bindDecay(EXPONENTIAL_DECAY_LR, options);
    double rate = constant(EXPONENTIAL_DECAY_LR, o);
    double decay = o.get(DECAY_RATE);
    int period = o.get(DECAY_EPOCH);
    boolean stair = o.get(IS_STAIR);
    return epochs(
        o,
        epoch ->
            rate * Scalars.power(decay, stair ? floor(epoch, period) : (double) epoch / period));
  }

  /**
   * {@code learning_rate * e^(-decay_rate*epoch)}; with is_stair the epoch is rounded down to a
   * multiple of decay_epoch. Without it decay_epoch has no meaning.
   */
  public static double[] naturalExpDecayLr(Option... options) {
    Options o = bindDecay(NATURAL_EXP_DECAY_LR, options);
    double rate = constant(NATURAL_EXP_DECAY_LR, o);
    double decay = -o.get(DECAY_RATE);
    int period = o.get(DECAY_EPOCH);
    boolean stair = o.get(IS_STAIR);
    return epochs(
        o,
        epoch -> rate * Scalars.power(Math.E, decay * (stair ? epoch / period * period : epoch)));
  }

  /**
   * {@code learning_rate / (1 + decay_rate*epoch/decay_epoch)}, the quotient of epochs floored if
   * is_stair.
   */
  public static double[] inverseDecayLr(Option... options) {
    Options o = bindDecay(INVERSE_DECAY_LR, options);
    double rate = constant(INVERSE_DECAY_LR, o);
    double decay = o.get(DECAY_RATE);
    int period = o.get(DECAY_EPOCH);
    boolean stair = o.get(IS_STAIR);
    return epochs(
        o, epoch -> rate / (1 + (stair ? decay * floor(epoch, period) : decay * epoch / period)));
  }

  /** Half a cosine from max_lr down to min_lr in decay_epoch epochs, then min_lr. */
  public static double[] cosineDecayLr(Option... options) {
    Options o = bind(COSINE_DECAY_LR, options);
    double min = o.get(MIN_LR);
    double max = o.get(MAX_LR);
    Checks.nonNegative(COSINE_DECAY_LR.api(), MIN_LR, min);
    Checks.positive(COSINE_DECAY_LR.api(), MAX_LR, max);
    checkCounts(COSINE_DECAY_LR, o, TOTAL_STEP, STEP_PER_EPOCH, DECAY_EPOCH);
    Checks.require(
        min < max,
        "%s: max_lr must be greater than min_lr, got max_lr %s, min_lr %s",
        COSINE_DECAY_LR.api(),
        max,
        min);
    int period = o.get(DECAY_EPOCH);
    double half = 0.5 * (max - min);
    return epochs(
        o, epoch -> min + half * (1 + Scalars.cos(Math.PI * Math.min(epoch, period) / period)));
  }

  /**
   * {@code (learning_rate - end)*(1 - epoch/decay_epoch)^power + end}; after decay_epoch the end,
   * or, with update_decay_epoch, on with the next multiple of decay_epoch.
   */
  public static double[] polynomialDecayLr(Option... options) {
    Options o = bind(POLYNOMIAL_DECAY_LR, options);
    double rate = constant(POLYNOMIAL_DECAY_LR, o);
    Checks.positive(POLYNOMIAL_DECAY_LR.api(), LEARNING_RATE, rate);
    double end = o.get(END_LEARNING_RATE);
    Checks.nonNegative(POLYNOMIAL_DECAY_LR.api(), END_LEARNING_RATE, end);
    double power = o.get(POWER);
    Checks.positive(POLYNOMIAL_DECAY_LR.api(), POWER, power);
    checkCounts(POLYNOMIAL_DECAY_LR, o, TOTAL_STEP, STEP_PER_EPOCH, DECAY_EPOCH);
    double height = rate - end;
    int period = o.get(DECAY_EPOCH);
    boolean stretch = o.get(UPDATE_DECAY_EPOCH);
    return epochs(
        o,
        epoch -> {
          int whole = stretch ? period * Math.max((epoch + period - 1) / period, 1) : period;
          double part = (double) (stretch ? epoch : Math.min(epoch, period)) / whole;
          return height * Scalars.power(1 - part, power) + end;
        });
  }

  /** {@code learning_rate * epoch/warmup_epoch}, then learning_rate: 0 in the first epoch. */
  public static double[] warmupLr(Option... options) {
    Options o = bind(WARMUP_LR, options);
    double rate = constant(WARMUP_LR, o);
    Checks.nonNegative(WARMUP_LR.api(), LEARNING_RATE, rate);
    checkCounts(WARMUP_LR, o, WARMUP_EPOCH, TOTAL_STEP, STEP_PER_EPOCH);
    int warm = o.get(WARMUP_EPOCH);
    return epochs(o, epoch -> rate * Math.min(warm, epoch) / warm);
  }

  /** The quotient rounded down. */
  private static double floor(int epoch, int period) {
    return Math.floor((double) epoch / period);
  }

  private static Options bindDecay(Signature function, Option... options) {
    Options o = bind(function, options);
    checkCounts(function, o, TOTAL_STEP, STEP_PER_EPOCH, DECAY_EPOCH);
    Checks.positive(function.api(), LEARNING_RATE, constant(function, o));
    Checks.positive(function.api(), DECAY_RATE, o.get(DECAY_RATE));
    return o;
  }

  private static Options bind(Signature function, Option... options) {
    Options o = function.bind(options);
    function.keys().forEach(key -> Checks.given(function, o, key));
    return o;
  }

  @SafeVarargs
  private static void checkCounts(Signature function, Options o, OptionKey<Integer>... keys) {
    for (OptionKey<Integer> key : keys) {
      int value = o.get(key);
      Checks.require(
          value > 0, "%s: %s must be an int > 0, got %s", function.api(), key.name(), value);
    }
  }

  private static double constant(Signature function, Options o) {
    return Checks.constant(function.api(), LEARNING_RATE, o.get(LEARNING_RATE));
  }

  /** The rate of each step's epoch. */
  private static double[] epochs(Options o, IntToDoubleFunction rateOfEpoch) {
    int perEpoch = o.get(STEP_PER_EPOCH);
    double[] list = new double[o.get(TOTAL_STEP)];
    for (int i = 0; i < list.length; i++) {
      list[i] = i % perEpoch == 0 ? rateOfEpoch.applyAsDouble(i / perEpoch) : list[i - 1];
    }
    return list;
  }
}
