package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Evaluator;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The reduction of a loss that is asked for by torch's old arguments: {@code reduce=False} is
 * "none", {@code size_average=False} "sum", anything else "mean" (torch.nn._reduction, 2.15).
 */
final class LegacyReduction {
  private static final String AVERAGE = "size_average";
  private static final String REDUCE = "reduce";

  private static final Set<String> NAMES = Set.of(AVERAGE, REDUCE);

  private final Map<String, Node> arguments;
  private final Evaluator evaluator;

  /** The reduction of a call with these arguments. */
  LegacyReduction(Map<String, Node> arguments, Evaluator evaluator) {
    this.arguments = arguments;
    this.evaluator = evaluator;
  }

  /** Whether a parameter is one of the old two. */
  static boolean decides(String parameter) {
    return NAMES.contains(parameter);
  }

  /** Whether an argument has one value in every run, beside which no reduction is given. */
  boolean isKnown(String parameter) {
    return !arguments.containsKey("reduction")
        && value(parameter)
            .filter(v -> v.isCertainlyNone() || v.isCertainly(true) || v.isCertainly(false))
            .isPresent();
  }

  /** What is asked for, unless it is the mean. */
  Optional<String> asked() {
    if (isFalse(REDUCE)) {
      return Optional.of("none");
    }
    return isFalse(AVERAGE) ? Optional.of("sum") : Optional.empty();
  }

  private boolean isFalse(String parameter) {
    return value(parameter).filter(v -> v.isCertainly(false)).isPresent();
  }

  private Optional<Value> value(String parameter) {
    return Optional.ofNullable(arguments.get(parameter)).map(evaluator::value);
  }
}
