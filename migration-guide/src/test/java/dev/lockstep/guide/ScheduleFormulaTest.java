package dev.lockstep.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.RecordedSignature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The formula of a schedule gives the rates that its facade gives. */
class ScheduleFormulaTest {
  /** MindSpore computes in float32, whose last place is 6e-8, in a handful of operations. */
  private static final double SOME_ROUNDINGS = 1e-5;

  /** Options that the listed calls leave at their defaults. */
  private static final Map<String, List<Map<String, @Nullable Object>>> VARIANTS =
      Map.of(
          "is_stair", List.of(Map.of("is_stair", true)),
          "update_decay_epoch", List.of(Map.of("update_decay_epoch", true)),
          "update_decay_steps", List.of(Map.of("update_decay_steps", true)),
          "T_mult", List.of(Map.of("T_mult", 1), Map.of("T_mult", 3)),
          "step_size_up",
              List.of(
                  Map.of("mode", "triangular2", "step_size_down", 4),
                  Map.of("mode", "exp_range", "gamma", 0.9)),
          "anneal_strategy", List.of(Map.of("anneal_strategy", "linear")));

  static Stream<String> schedules() {
    return Formula.load().keySet().stream().filter(api -> Curve.options(api).isPresent());
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theFormulaGivesTheRatesOfTheFacade(String api) {
    Formula formula = Formula.of(api).orElseThrow();
    RecordedSignature signature = Facts.signature(api).orElseThrow();
    for (Map<String, @Nullable Object> options : settings(api, signature)) {
      double[] rates = Curve.rates(api, options);
      Map<String, @Nullable Object> all = new LinkedHashMap<>(signature.defaults());
      all.putAll(options);
      double rate = Curve.RATE;
      for (int step = 0; step < rates.length; step++) {
        rate = told(formula, all, step, rate);
        String where = api + options + " at step " + step;
        assertEquals(rates[step], rate, SOME_ROUNDINGS * Curve.RATE, where);
      }
      assertTrue(rates.length > 60);
    }
  }

  private static List<Map<String, @Nullable Object>> settings(
      String api, RecordedSignature signature) {
    Map<String, @Nullable Object> listed = Curve.options(api).orElseThrow();
    List<Map<String, @Nullable Object>> all = new ArrayList<>(List.of(listed));
    VARIANTS.forEach(
        (option, variants) -> {
          if (signature.option(option).isPresent()) {
            for (Map<String, @Nullable Object> variant : variants) {
              Map<String, @Nullable Object> changed = new LinkedHashMap<>(listed);
              changed.putAll(variant);
              all.add(changed);
            }
          }
        });
    return all;
  }

  private static double told(
      Formula formula, Map<String, @Nullable Object> options, int step, double before) {
    Map<String, Double> values = new HashMap<>();
    options.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            values.put(name, number.doubleValue());
          }
        });
    values.putIfAbsent("base_lr", Curve.RATE);
    if (options.containsKey("step_size_up")) {
      values.putIfAbsent("step_size_down", values.get("step_size_up"));
    }
    if (options.get("milestones") instanceof List<?> milestones) {
      values.put("n", (double) milestones.stream().filter(m -> (Integer) m <= step).count());
    }
    values.put("pi", Math.PI);
    values.put("e", (double) step);
    values.put("t", (double) step);
    values.put("rate", before);
    Map<String, Double> state = values;
    for (Formula.Line line : formula.lines()) {
      if (line.when().stream().allMatch(guard -> holds(guard, options))) {
        state = dev.lockstep.core.rule.Formula.run(List.of(line.text()), state);
      }
    }
    return state.getOrDefault("rate", Double.NaN);
  }

  private static boolean holds(String guard, Map<String, @Nullable Object> options) {
    return switch (guard) {
      case "n milestones reached" -> true;
      case "T_mult is 1" -> options.get("T_mult") instanceof Integer n && n == 1;
      case "T_mult is above 1" -> options.get("T_mult") instanceof Integer n && n > 1;
      default -> {
        int blank = guard.indexOf(' ');
        yield guard.startsWith("not ")
            ? !Boolean.TRUE.equals(options.get(guard.substring(4)))
            : blank < 0
                ? Boolean.TRUE.equals(options.get(guard))
                : guard.substring(blank + 1).equals(options.get(guard.substring(0, blank)));
      }
    };
  }
}
