package dev.lockstep.torch.optim;

import dev.lockstep.core.Betas;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import java.util.Map;

/** The checks that most of torch's constructors share. NaN fails them. */
final class Checks {
  // What torch calls an option in its message, where that is not its name and "value".
  private static final Map<String, String> CALLED =
      Map.of("lr", "learning rate", "eps", "epsilon value");

  private Checks() {}

  /** Each of these numbers is at least 0. */
  @SafeVarargs
  static void atLeastZero(Options options, OptionKey<Double>... keys) {
    for (OptionKey<Double> key : keys) {
      double value = options.get(key);
      if (!(value >= 0)) {
        throw new OptionException(
            "Invalid %s: %s, must be at least 0"
                .formatted(CALLED.getOrDefault(key.name(), key.name() + " value"), value));
      }
    }
  }

  /** Both betas are in [0, 1). */
  static void betas(Betas betas) {
    beta(0, betas.beta1());
    beta(1, betas.beta2());
  }

  private static void beta(int index, double beta) {
    if (!(beta >= 0 && beta < 1)) {
      throw new OptionException(
          "Invalid beta parameter at index %d: %s, must be in [0, 1)".formatted(index, beta));
    }
  }
}
