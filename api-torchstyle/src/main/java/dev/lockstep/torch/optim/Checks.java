package dev.lockstep.torch.optim;

import dev.lockstep.core.OptionChecks;
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
      OptionChecks.atLeastZero(
          options, key, CALLED.getOrDefault(key.name(), key.name() + " value"));
    }
  }
}
