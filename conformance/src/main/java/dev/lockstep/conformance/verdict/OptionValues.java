package dev.lockstep.conformance.verdict;

import dev.lockstep.mapping.Condition;
import dev.lockstep.mapping.RecordedOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Values worth trying for an option, by its name; the simplest first. Defaults need no mention: a
 * trial may leave an option out.
 *
 * <p>Frameworks give the same meaning to a name wherever it occurs, so this table serves all.
 */
final class OptionValues {
  private static final List<Object> FLAG = List.of(true, false);
  private static final List<Object> RATE = List.of(1.0, 0.5, 0.1, 0.01, 0.003);
  private static final List<Object> SHARE = List.of(0.5, 0.9, 0.99, 0.7);
  private static final List<Object> DECAY = List.of(0.5, 0.1, 0.01, 0.0);
  private static final List<Object> EPSILON = List.of(1.0, 0.1, 1e-3, 1e-6, 1e-8);
  private static final List<Object> BETA_PAIR =
      List.of(List.of(0.5, 0.5), List.of(0.9, 0.999), List.of(0.5, 0.9), List.of(0.8, 0.99));

  private static final Map<String, List<Object>> BY_NAME =
      Map.ofEntries(
          Map.entry("lr", RATE),
          Map.entry("learning_rate", RATE),
          Map.entry("lr_scheduler", RATE),
          Map.entry("grad_clipping", List.of(2.0, 0.5)),
          Map.entry("lars_coefficient", List.of(1.0, 0.1)),
          Map.entry("momentum_beta", SHARE),
          Map.entry("momentum", List.of(0.5, 0.9, 0.99, 0.0)),
          Map.entry("dampening", List.of(0.5, 0.1, 0.0)),
          Map.entry("weight_decay", DECAY),
          Map.entry("betas", BETA_PAIR),
          Map.entry("beta1", SHARE),
          Map.entry("beta2", List.of(0.5, 0.999, 0.99, 0.7)),
          Map.entry("eps", EPSILON),
          Map.entry("epsilon", EPSILON),
          Map.entry("rho", SHARE),
          Map.entry("alpha", SHARE),
          Map.entry("decay", SHARE),
          Map.entry("lambd", List.of(0.5, 0.1, 1e-4)),
          Map.entry("t0", List.of(0.0, 1.0, 2.0, 1e6)),
          Map.entry("lr_decay", List.of(1.0, 0.1, 0.01, 0.0)),
          Map.entry("momentum_decay", List.of(0.5, 0.01, 0.004)),
          Map.entry("initial_accumulator_value", List.of(1.0, 0.1, 0.0)),
          Map.entry("accum", List.of(1.0, 0.1, 0.0)),
          Map.entry("etas", List.of(List.of(0.5, 2.0), List.of(0.5, 1.2), List.of(0.9, 1.1))),
          Map.entry("step_sizes", List.of(List.of(0.25, 4.0), List.of(1e-6, 50.0))),
          Map.entry("loss_scale", List.of(2.0, 1024.0, 3.0, 1.0)),
          Map.entry("clip_threshold", List.of(1.0, 0.5)),
          Map.entry("d", List.of(1.0, 2.0)),
          Map.entry("beta2_decay", List.of(-0.8, -0.5)),
          Map.entry("decay_rate", List.of(0.8, 0.5)),
          Map.entry("l1", List.of(0.5, 0.1, 0.0)),
          Map.entry("l2", List.of(0.5, 0.1, 0.0)),
          Map.entry("lr_power", List.of(-0.5, -1.0)),
          Map.entry("initial_accum", List.of(1.0, 0.1)),
          Map.entry("max_iter", List.of(3, 5)),
          Map.entry("history_size", List.of(2, 10)),
          Map.entry("line_search_fn", List.of("strong_wolfe")));

  /** Values that only some cards speak of: tried where a condition asks for them. */
  private static final Map<String, List<Object>> EXTREME =
      Map.of("betas", List.of(List.of(0.9, 0.9999)));

  private OptionValues() {}

  /** Values for an option of which something is asked. */
  static List<Object> of(RecordedOption option, Condition asked) {
    return Stream.of(of(option), EXTREME.getOrDefault(option.name(), List.of()))
        .flatMap(List::stream)
        .filter(asked::holds)
        .toList();
  }

  /** Values for an option; none if it can only be left out. */
  static List<Object> of(RecordedOption option) {
    List<Object> known = BY_NAME.get(option.name());
    boolean pair = option.kind() == RecordedOption.Kind.TUPLE;
    if (known != null && pair == known.get(0) instanceof List) {
      return known;
    }
    return option.kind() == RecordedOption.Kind.BOOL ? FLAG : List.of();
  }
}
