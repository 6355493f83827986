package dev.lockstep.conformance.verdict;

import dev.lockstep.mapping.Card;
import java.util.List;
import java.util.Map;

/**
 * What optimizers of one package call the things that every optimizer has.
 *
 * @param rate the constructor's name of the rate
 * @param groupRate the name of the rate in a group
 * @param takesLists whether the rate may be a list, one value a step; else it is assigned
 */
record Roles(String rate, String groupRate, boolean takesLists) {
  private static final Roles NN = new Roles("learning_rate", "lr", true);
  private static final Roles JOB = new Roles("lr_scheduler", "lr", true);
  private static final Roles TORCH = new Roles("lr", "lr", false);

  /** The names in the package of that API. */
  static Roles of(String api) {
    if (Card.isOfJob(api)) {
      return JOB;
    }
    return api.startsWith("mindspore.nn.") ? NN : TORCH;
  }

  /** A rate a step as a definition has it: a list, or the first where rates are assigned. */
  Object given(List<?> rates) {
    if (equals(JOB)) {
      return rates;
    }
    return takesLists ? Map.of("list", rates) : rates.get(0);
  }

  /** The name in a group of a constructor's option. */
  String inGroup(String option) {
    return option.equals(rate) ? groupRate : option;
  }
}
