package dev.lockstep.config.schedule;

import dev.lockstep.config.SchedulerDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The function or Cell of {@code mindspore.nn} that says the same as a torch scheduler.
 *
 * <p>A function counts epochs of {@code step_per_epoch} steps, so the loop must be regular; a Cell
 * counts steps, so those that move at every step only stand for a scheduler that is stepped after
 * every step.
 */
final class BuiltIn {
  // Both sides are doubles that differ far behind float32; a rounding may still fall the other way.
  private static final double LAST_BIT = 2;
  // Bounds of float32 Cells: the rate, the exponent, the power and the product round once each,
  // the reading of torch's side too.
  private static final double OPERATIONS = 6;

  private final TorchCall call;
  private final RateForm.Stepped source;
  private final Loop loop;
  private final int unit;

  BuiltIn(RateForm.Stepped source, Loop loop) {
    this.call = new TorchCall(source.scheduler());
    this.source = source;
    this.loop = loop;
    this.unit = source.when() == When.AFTER_EPOCH ? loop.stepsPerEpoch() : 1;
  }

  Conversion function() {
    return refusal("function")
        .orElseGet(
            () ->
                switch (call.name()) {
                  case "StepLR" -> stairs(call.whole("step_size"), call.real("gamma"));
                  case "ExponentialLR" -> stairs(1, call.real("gamma"));
                  case "CosineAnnealingLR" -> cosineFunction();
                  case "PolynomialLR" -> polynomialFunction();
                  case "MultiStepLR", "ConstantLR" -> pieces();
                  case "LambdaLR" -> lambdaFunction();
                  default -> Conversion.unsupported("function", List.of("no-built-in"));
                });
  }

  Conversion cell() {
    return refusal("cell")
        .orElseGet(
            () ->
                switch (call.name()) {
                  case "StepLR" -> stairsCell(call.whole("step_size"), call.real("gamma"));
                  case "ExponentialLR" -> stairsCell(1, call.real("gamma"));
                  case "CosineAnnealingLR" -> cosineCell();
                  case "PolynomialLR" -> polynomialCell();
                  default -> Conversion.unsupported("cell", List.of("no-built-in"));
                });
  }

  private Optional<Conversion> refusal(String target) {
    String reason = "";
    if (source.when() == When.BEFORE_EPOCH || source.when() == When.BEFORE_STEP) {
      reason = "first-rate-skipped";
    } else if (call.resumes()) {
      reason = "resumes";
    } else if (source.when() == When.AFTER_EPOCH && !loop.isRegular()) {
      reason = "ragged-epochs";
    } else if (source.baseRates().stream().anyMatch(rate -> !(rate > 0))) {
      reason = "rate-not-positive";
    }
    return reason.isEmpty()
        ? Optional.empty()
        : Optional.of(Conversion.unsupported(target, List.of(reason)));
  }

  /** How many times a scheduler that is stepped with these units has been stepped at the end. */
  private int lastEpoch() {
    return (loop.steps() - 1) / unit;
  }

  private RateForm calls(String api, DoubleFunction<Map<String, @Nullable Object>> argsOfRate) {
    List<SchedulerDefinition> calls = new ArrayList<>();
    for (double rate : source.baseRates()) {
      calls.add(new SchedulerDefinition(api, argsOfRate.apply(rate)));
    }
    return new RateForm.Calls(calls);
  }

  private static Map<String, @Nullable Object> args(Object... namesAndValues) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      args.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return args;
  }

  private static Conversion outOfRange(String target) {
    return Conversion.unsupported(target, List.of("argument-out-of-range"));
  }

  private Conversion stairs(int period, double gamma) {
    if (period <= 0 || !(gamma > 0)) {
      return outOfRange("function");
    }
    RateForm form =
        calls(
            "nn.exponential_decay_lr",
            rate ->
                args(
                    "learning_rate", rate,
                    "decay_rate", gamma,
                    "total_step", loop.steps(),
                    "step_per_epoch", unit,
                    "decay_epoch", period,
                    "is_stair", true));
    return Conversion.equivalent("nn.exponential_decay_lr", form, LAST_BIT, List.of("list-ends"));
  }

  private Conversion stairsCell(int period, double gamma) {
    if (period <= 0 || !(gamma > 0)) {
      return outOfRange("cell");
    }
    RateForm form =
        calls(
            "nn.ExponentialDecayLR",
            rate ->
                args(
                    "learning_rate",
                    rate,
                    "decay_rate",
                    gamma,
                    "decay_steps",
                    Math.multiplyExact(period, unit),
                    "is_stair",
                    true));
    double decays = (double) lastEpoch() / period;
    return Conversion.equivalent(
        "nn.ExponentialDecayLR", form, decays + OPERATIONS, List.of("rate-in-float32"));
  }

  private Conversion cosineFunction() {
    int half = call.whole("T_max");
    double min = call.real("eta_min");
    if (half <= 0 || !isCosineRange(min)) {
      return outOfRange("function");
    }
    RateForm form =
        calls(
            "nn.cosine_decay_lr",
            rate ->
                args(
                    "min_lr", min,
                    "max_lr", rate,
                    "total_step", loop.steps(),
                    "step_per_epoch", unit,
                    "decay_epoch", half));
    return lastEpoch() <= half
        ? Conversion.equivalent("nn.cosine_decay_lr", form, LAST_BIT, List.of("list-ends"))
        : Conversion.diverges(
            "nn.cosine_decay_lr", form, List.of("rate-rises-after-half-period", "list-ends"));
  }

  private boolean isCosineRange(double min) {
    return min >= 0 && source.baseRates().stream().allMatch(rate -> min < rate);
  }

  private Conversion cosineCell() {
    int half = call.whole("T_max");
    double min = call.real("eta_min");
    if (half <= 0 || !isCosineRange(min)) {
      return outOfRange("cell");
    }
    RateForm form =
        calls(
            "nn.CosineDecayLR",
            rate ->
                args("min_lr", min, "max_lr", rate, "decay_steps", Math.multiplyExact(half, unit)));
    if (unit > 1) {
      return Conversion.diverges("nn.CosineDecayLR", form, List.of("decays-inside-epoch"));
    }
    // pi*(p + 0.5) is at most 4.8 and rounds thrice; half the amplitude of the sine
    return lastEpoch() <= half
        ? Conversion.equivalent(
            "nn.CosineDecayLR", form, 8 + OPERATIONS, List.of("rate-in-float32"))
        : Conversion.diverges("nn.CosineDecayLR", form, List.of("rate-rises-after-half-period"));
  }

  private Conversion polynomialFunction() {
    int total = call.whole("total_iters");
    double power = call.real("power");
    if (total <= 0 || !(power > 0)) {
      return outOfRange("function");
    }
    RateForm form =
        calls(
            "nn.polynomial_decay_lr",
            rate ->
                args(
                    "learning_rate", rate,
                    "end_learning_rate", 0.0,
                    "total_step", loop.steps(),
                    "step_per_epoch", unit,
                    "decay_epoch", total,
                    "power", power));
    return Conversion.equivalent("nn.polynomial_decay_lr", form, LAST_BIT, List.of("list-ends"));
  }

  private Conversion polynomialCell() {
    int total = call.whole("total_iters");
    double power = call.real("power");
    if (total <= 0 || !(power > 0)) {
      return outOfRange("cell");
    }
    RateForm form =
        calls(
            "nn.PolynomialDecayLR",
            rate ->
                args(
                    "learning_rate",
                    rate,
                    "end_learning_rate",
                    0.0,
                    "decay_steps",
                    Math.multiplyExact(total, unit),
                    "power",
                    power));
    if (unit > 1) {
      return Conversion.diverges("nn.PolynomialDecayLR", form, List.of("decays-inside-epoch"));
    }
    // the derivative power*x^(power - 1), at its largest at x = 1/total for powers below 1
    double steepest = power * Math.max(1, Math.pow(total, 1 - power));
    return Conversion.equivalent(
        "nn.PolynomialDecayLR", form, 2 * steepest + OPERATIONS, List.of("rate-in-float32"));
  }

  /** Constant pieces, with the values of torch's own recursion. */
  private Conversion pieces() {
    Timeline timeline = source.play(loop);
    List<SchedulerDefinition> calls = new ArrayList<>();
    for (int group = 0; group < timeline.groups(); group++) {
      List<Integer> ends = new ArrayList<>();
      List<Double> rates = new ArrayList<>();
      double[] trace = timeline.rates(group);
      for (int step = 1; step <= trace.length; step++) {
        if (step == trace.length || trace[step] != trace[step - 1]) {
          ends.add(step);
          rates.add(trace[step - 1]);
        }
      }
      calls.add(
          new SchedulerDefinition(
              "nn.piecewise_constant_lr", args("milestone", ends, "learning_rates", rates)));
    }
    return Conversion.exact("nn.piecewise_constant_lr", new RateForm.Calls(calls), "list-ends");
  }

  /** Functions of the epoch that have a name. */
  private Conversion lambdaFunction() {
    if (call.get("lr_lambda") instanceof Map<?, ?> function) {
      if ("pow".equals(function.get("fn")) && function.get("base") instanceof Number base) {
        return stairs(1, base.doubleValue());
      }
      if ("inverse".equals(function.get("fn")) && function.get("k") instanceof Number k) {
        return inverse(k.doubleValue());
      }
    }
    return Conversion.unsupported("function", List.of("no-built-in"));
  }

  private Conversion inverse(double k) {
    if (!(k > 0)) {
      return outOfRange("function");
    }
    RateForm form =
        calls(
            "nn.inverse_decay_lr",
            rate ->
                args(
                    "learning_rate", rate,
                    "decay_rate", k,
                    "total_step", loop.steps(),
                    "step_per_epoch", unit,
                    "decay_epoch", 1));
    return Conversion.equivalent("nn.inverse_decay_lr", form, LAST_BIT, List.of("list-ends"));
  }
}
