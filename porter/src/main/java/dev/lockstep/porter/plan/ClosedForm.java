package dev.lockstep.porter.plan;

import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.porter.program.SchedulerSite;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.program.Translator;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rate of a torch scheduler as a Python expression of the base rate and the number of its
 * steps.
 *
 * <p>The closed forms are torch's own. They round otherwise than its recursion only in doubles: the
 * float32 rates that MindSpore computes with came out equal for all of these.
 */
final class ClosedForm {
  /** Formats: {@code %1$s} the base rate, {@code %2$s} the step count; {@code {name}} an option. */
  private static final Map<String, String> FORMS =
      Map.of(
          "StepLR", "%1$s * {gamma} ** (%2$s // {step_size})",
          "MultiStepLR", "%1$s * {gamma} ** sum(%2$s >= m for m in {milestones})",
          "ExponentialLR", "%1$s * {gamma} ** (%2$s)",
          "ConstantLR", "%1$s * ({factor} if %2$s < {total_iters} else 1)",
          "LinearLR",
              "%1$s * ({start_factor} + ({end_factor} - {start_factor})"
                  + " * min(%2$s, {total_iters}) / {total_iters})",
          "PolynomialLR", "%1$s * (1 - min(%2$s, {total_iters}) / {total_iters}) ** {power}",
          "CosineAnnealingLR",
              "{eta_min} + (%1$s - {eta_min}) * (1 + math.cos(math.pi * (%2$s) / {T_max})) / 2",
          "LambdaLR", "%1$s * {lr_lambda}(%2$s)");

  private ClosedForm() {}

  /** The expression, its options written for a place; empty if there is none. */
  static Optional<String> of(SchedulerSite site, Translator translator) {
    String form = FORMS.get(site.api().substring(Torch.SCHEDULERS.length()));
    if (form == null || !site.bound().complete() || !site.bound().spread().isEmpty()) {
      return Optional.empty();
    }
    boolean resumed = site.bound().given().containsKey("last_epoch");
    List<RecordedOption> options = site.bound().signature().settings();
    for (RecordedOption option : options) {
      String hole = "{" + option.name() + "}";
      if (form.contains(hole)) {
        Optional<String> text = text(site, option, translator);
        if (text.isEmpty()) {
          return Optional.empty();
        }
        form = form.replace(hole, text.get().replace("%", "%%"));
      }
    }
    return resumed ? Optional.empty() : Optional.of(form);
  }

  private static Optional<String> text(
      SchedulerSite site, RecordedOption option, Translator translator) {
    Optional<Node> value = site.bound().value(option.name());
    if (value.isEmpty()) {
      return option.required() || option.defaultValue() == null
          ? Optional.empty()
          : Optional.of(PythonLiteral.of(option.defaultValue()));
    }
    boolean atom = value.get().is("identifier", "attribute", "integer", "float", "call", "list");
    boolean listed = option.name().equals("lr_lambda") && value.get().is("list", "tuple");
    return listed
        ? Optional.empty()
        : translator.translate(value.get()).map(t -> atom ? t : "(" + t + ")");
  }
}
