package dev.lockstep.mindspore;

import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Trainables;

/** Refusals in one voice: where, what, what is allowed, what was got. */
public final class Checks {
  private Checks() {}

  /**
   * Throws unless the condition holds.
   *
   * @throws OptionException with the formatted message
   */
  public static void require(boolean condition, String message, Object... args) {
    OptionChecks.require(condition, message, args);
  }

  /**
   * What an optimizer is made of, sorted.
   *
   * @throws OptionException if nothing was passed, or parameters beside groups
   */
  public static Trainables trainables(String where, Iterable<? extends Trainable> params) {
    Trainables all = Trainables.of(params);
    require(!all.isEmpty(), "%s: params must not be empty, got no parameter", where);
    require(
        !all.isMixed(),
        "%s: params must be all parameters or all groups, got %s parameters and %s groups; put the"
            + " single parameters into a group of their own",
        where,
        all.params().size(),
        all.groups().size());
    return all;
  }

  /** Refuses options without that one, which has no default. */
  public static void given(Signature signature, Options options, OptionKey<?> key) {
    require(
        options.has(key),
        "%s: %s is required and was not given; %s",
        signature.api(),
        key.name(),
        "fix: pass it, it has no default");
  }

  /** Refuses a number below 0, NaN and infinities. */
  public static void nonNegative(String where, OptionKey<?> key, double value) {
    legal(where, key.name(), value);
    require(value >= 0, "%s: %s must be >= 0, got %s", where, key.name(), value);
  }

  /** Refuses a number that is not above 0, NaN and infinities. */
  public static void positive(String where, OptionKey<?> key, double value) {
    legal(where, key.name(), value);
    require(value > 0, "%s: %s must be > 0, got %s", where, key.name(), value);
  }

  /** Refuses NaN and infinities. */
  public static void legal(String where, String name, double value) {
    require(Double.isFinite(value), "%s: %s must be a finite number, got %s", where, name, value);
  }

  /** Refuses a number outside [0, 1]. */
  public static void unit(String where, OptionKey<?> key, double value) {
    require(value >= 0 && value <= 1, "%s: %s must be in [0, 1], got %s", where, key.name(), value);
  }

  /** Refuses a number outside (0, 1). */
  public static void insideUnit(String where, OptionKey<?> key, double value) {
    require(value > 0 && value < 1, "%s: %s must be in (0, 1), got %s", where, key.name(), value);
  }

  /** The constant behind a rate; refuses lists and schedules. */
  public static double constant(String where, OptionKey<?> key, LearningRate rate) {
    if (rate instanceof LearningRate.Constant constant) {
      return constant.value();
    }
    throw new OptionException(
        "%s: %s must be a number, got %s; lists and schedules are for mindspore.nn optimizers"
            .formatted(where, key.name(), rate));
  }

  /** The constant behind a decay; refuses Cells. */
  public static double constant(String where, OptionKey<?> key, WeightDecay decay) {
    if (decay instanceof WeightDecay.Constant constant) {
      return constant.value();
    }
    throw new OptionException(
        "%s: dynamic weight decay is not supported, %s must be a number, got %s"
            .formatted(where, key.name(), decay));
  }
}
