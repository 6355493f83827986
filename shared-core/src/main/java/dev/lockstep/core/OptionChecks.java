package dev.lockstep.core;

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
