package dev.lockstep.conformance.verdict;

import java.util.List;
import java.util.Map;

/** Values worth trying for an argument of a schedule, by its name; the simplest first. */
final class ScheduleValues {
  private static final List<Object> FUNCTIONS =
      List.of(
          Map.of("fn", "const", "value", 0.5),
          Map.of("fn", "pow", "base", 0.9),
          Map.of("fn", "table", "values", List.of(1.0, 0.5, 0.25, 0.7)));

  private static final Map<String, List<Object>> VALUES =
      Map.ofEntries(
          Map.entry("lr", List.of(1.0, 0.1, 0.003)),
          Map.entry("factor", List.of(0.5, 0.1)),
          Map.entry("start_factor", List.of(0.25, 0.1)),
          Map.entry("end_factor", List.of(0.5, 1.0)),
          Map.entry("decay_batch", List.of(5, 30)),
          Map.entry("total_iters", List.of(1, 4, 30)),
          Map.entry("gamma", List.of(0.5, 0.9)),
          Map.entry("step_size", List.of(1, 3)),
          Map.entry("milestones", List.of(List.of(1), List.of(2, 5), List.of(3, 3, 9))),
          Map.entry("T_max", List.of(5, 30)),
          Map.entry("eta_min", List.of(0.0, 0.01)),
          Map.entry("T_0", List.of(3, 5)),
          Map.entry("T_mult", List.of(1, 2)),
          Map.entry("power", List.of(1.0, 2.0)),
          Map.entry("base_lr", List.of(0.1, 0.01)),
          Map.entry("max_lr", List.of(1.0, 0.5)),
          Map.entry("step_size_up", List.of(4, 2)),
          Map.entry("step_size_down", List.of(3, 1)),
          Map.entry("mode", List.of("triangular", "triangular2", "exp_range")),
          Map.entry("cycle_momentum", List.of(false)),
          Map.entry("lr_lambda", FUNCTIONS),
          Map.entry("total_steps", List.of(64)),
          Map.entry("learning_rate", List.of(0.1, 1.0, 0.003)),
          Map.entry("decay_rate", List.of(0.5, 0.9)),
          Map.entry("decay_epoch", List.of(2, 1, 30)),
          Map.entry("decay_steps", List.of(4, 1, 60)),
          Map.entry("warmup_epoch", List.of(3, 1)),
          Map.entry("warmup_steps", List.of(5, 1)),
          Map.entry("min_lr", List.of(0.0, 0.01)),
          Map.entry("end_learning_rate", List.of(0.0, 0.001)),
          Map.entry("milestone", List.of(List.of(5, 60), List.of(60))),
          Map.entry("is_stair", List.of(true, false)),
          Map.entry("update_decay_epoch", List.of(true, false)),
          Map.entry("update_decay_steps", List.of(true, false)));

  private ScheduleValues() {}

  /** Values for an argument; none if it can only be left out. */
  static List<Object> of(String name) {
    return VALUES.getOrDefault(name, List.of());
  }
}
