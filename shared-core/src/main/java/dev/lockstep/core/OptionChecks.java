package dev.lockstep.core;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks that constructors of several frameworks share, with their words. NaN fails them. */
public final class OptionChecks {
  private OptionChecks() {}

  /**
   * Throws with a message unless the condition holds.
   *
   * @throws OptionException if it does not
   */
  public static void require(boolean condition, String message) {
    if (!condition) {
      throw new OptionException(message);
    }
  }

  /**
   * Throws with a formatted message unless the condition holds.
   *
   * @throws OptionException if it does not
   */
  public static void require(boolean condition, String message, Object... args) {
    if (!condition) {
      throw new OptionException(message.formatted(args));
    }
  }

  /**
   * The value itself, if there is one. Not for what is asked in every step: the words cost.
   *
   * @param what the argument and what it is an argument of
   * @throws OptionException if it is null
   */
  public static <T> T given(@Nullable T value, String what) {
    if (value == null) {
      throw new OptionException(what + " must be given, got null");
    }
    return value;
  }

  /**
   * A copy of a list without nulls.
   *
   * @param what the list and what it is an argument of
   * @throws OptionException if the list or an element is null
   */
  public static <T> List<T> allGiven(@Nullable List<T> list, String what) {
    List<T> all = given(list, what);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) == null) {
        throw new OptionException("%s[%s] must be given, got null".formatted(what, i));
      }
    }
    return List.copyOf(all);
  }

  /** The same of an array. */
  public static <T> List<T> allGiven(T @Nullable [] array, String what) {
    return allGiven(Arrays.asList(given(array, what)), what);
  }

  /**
   * The number is at least 0.
   *
   * @param called what the framework calls it in its message
   * @throws OptionException if it is not
   */
  public static void atLeastZero(Options options, OptionKey<Double> key, String called) {
    double value = options.get(key);
    require(value >= 0, "Invalid %s: %s, must be at least 0", called, value);
  }

  /**
   * Both betas are in [0, 1).
   *
   * @throws OptionException if one is not
   */
  public static void betas(Betas betas) {
    beta(0, betas.beta1());
    beta(1, betas.beta2());
  }

  private static void beta(int index, double beta) {
    require(
        beta >= 0 && beta < 1,
        "Invalid beta parameter at index %s: %s, must be in [0, 1)",
        index,
        beta);
  }
}
