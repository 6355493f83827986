package dev.lockstep.porter.plan;

import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.porter.program.SchedulerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Value;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * MindSpore's schedules as Python expressions of the step: those of {@code nn.dynamic_lr} count
 * epochs, the Cells count steps.
 *
 * <p>The formulas are MindSpore's own. The functions compute in doubles, as they do here; the Cells
 * compute in float32.
 */
public final class StepFormula {
  /** The formulas of both, {@code t} the time that they count, {@code d} its decay. */
  private static final Map<String, String> FORMULAS =
      Map.of(
          "cosine",
              "{min_lr} + 0.5 * ({max_lr} - {min_lr}) * (1 + math.cos(math.pi * min(t, {d}) / {d}))",
          "exponential", "{learning_rate} * {decay_rate} ** (t / {d})",
          "exponential stair", "{learning_rate} * {decay_rate} ** (t // {d})",
          "natural_exp", "{learning_rate} * math.e ** (-{decay_rate} * (t))",
          "natural_exp stair", "{learning_rate} * math.e ** (-{decay_rate} * (t // {d} * {d}))",
          "inverse", "{learning_rate} / (1 + {decay_rate} * (t) / {d})",
          "inverse stair", "{learning_rate} / (1 + {decay_rate} * (t // {d}))",
          "polynomial",
              "({learning_rate} - {end_learning_rate}) * (1 - min(t, {d}) / {d}) ** {power}"
                  + " + {end_learning_rate}",
          "warmup", "{learning_rate} * min(t, {w}) / {w}");

  private static final Map<String, String> CELLS =
      Map.of(
          "CosineDecayLR", "cosine",
          "ExponentialDecayLR", "exponential",
          "NaturalExpDecayLR", "natural_exp",
          "InverseDecayLR", "inverse",
          "PolynomialDecayLR", "polynomial",
          "WarmUpLR", "warmup");

  private static final String PIECEWISE =
      "[next(rate for end, rate in zip({milestone}, {learning_rates}) if step < end)"
          + " for step in range(({milestone})[-1])]";

  private StepFormula() {}

  /** Whether a schedule is a Cell, not a function that gives a list. */
  public static boolean isCell(String api) {
    return CELLS.containsKey(last(api));
  }

  private static String last(String api) {
    return api.substring(api.lastIndexOf('.') + 1);
  }

  /**
   * The expression of a schedule: a function of the step for a Cell, else a list.
   *
   * @param text how the value of an option is written
   */
  public static Optional<String> of(
      SchedulerSite site, TrainingProgram program, Function<String, String> text) {
    String name = last(site.api());
    boolean cell = isCell(site.api());
    String family = cell ? CELLS.get(name) : name.replaceFirst("(_decay)?_lr$", "");
    boolean readable =
        site.bound().complete() && site.bound().spread().isEmpty() && !isHidden(site);
    Optional<String> formula =
        name.equals("piecewise_constant_lr")
            ? Optional.of(PIECEWISE)
            : stair(site, program, cell)
                .flatMap(stair -> Optional.ofNullable(FORMULAS.get(family + stair)))
                .map(f -> counted(f, cell));
    return readable ? formula.flatMap(f -> filled(f, site, text)) : Optional.empty();
  }

  /** Whether an argument names a variable that the formula's own would hide. */
  private static boolean isHidden(SchedulerSite site) {
    return site.node().descendants("identifier").anyMatch(n -> n.text().equals("step"));
  }

  /** Whether it goes in stairs; empty if that is not known, or the decay itself grows. */
  private static Optional<String> stair(SchedulerSite site, TrainingProgram program, boolean cell) {
    String grows = cell ? "update_decay_steps" : "update_decay_epoch";
    boolean still =
        site.bound()
            .value(grows)
            .map(program.evaluator()::value)
            .map(v -> v.isCertainly(false))
            .orElse(true);
    Optional<Value> stair = site.bound().value("is_stair").map(program.evaluator()::value);
    if (!still || stair.filter(v -> !v.certain()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(stair.filter(v -> v.isCertainly(true)).isPresent() ? " stair" : "");
  }

  private static String counted(String formula, boolean cell) {
    String time = cell ? "step" : "step // {step_per_epoch}";
    String filled =
        formula
            .replaceAll("\\bt\\b", time)
            .replace("(step)", "step")
            .replace("{d}", cell ? "{decay_steps}" : "{decay_epoch}")
            .replace("{w}", cell ? "{warmup_steps}" : "{warmup_epoch}");
    return cell ? "lambda step: " + filled : "[" + filled + " for step in range({total_step})]";
  }

  private static Optional<String> filled(
      String formula, SchedulerSite site, Function<String, String> text) {
    String filled = formula;
    for (RecordedOption option : site.bound().signature().options()) {
      String hole = "{" + option.name() + "}";
      if (filled.contains(hole)) {
        if (site.bound().value(option.name()).isEmpty()) {
          return Optional.empty();
        }
        filled = filled.replace(hole, text.apply(option.name()));
      }
    }
    return filled.contains("{") ? Optional.empty() : Optional.of(filled);
  }
}
