package dev.lockstep.config.schedule;

import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MindSpore rates in torch: as a table that {@code LambdaLR} looks up, or as the scheduler that
 * says the same.
 *
 * <p>The table holds the float32 rates that MindSpore's optimizer would use. The optimizer's own
 * rate is 1, so that {@code 1.0 * table[step]} is the rate itself.
 *
 * <p>Threads: stateless.
 */
public final class ToTorch {
  private static final double LAST_BIT = 2;

  private ToTorch() {}

  /** All ways, the strongest first; those that there are not, with the reason, last. */
  public static List<Conversion> all(RateForm source, Loop loop) {
    List<Conversion> all = new ArrayList<>();
    all.add(table(source, loop));
    if (source instanceof RateForm.Calls calls) {
      all.add(scheduler(calls, loop));
    }
    if (source instanceof RateForm.Stepped experimental
        && experimental.framework().equals("mindspore")) {
      all.add(namesake(experimental, loop));
    }
    all.sort(Conversions.STRONGEST);
    return all;
  }

  /** The torch scheduler of which an experimental one is the counterpart, in doubles. */
  public static Conversion namesake(RateForm.Stepped source, Loop loop) {
    RateForm.Stepped torch =
        new RateForm.Stepped("torch", source.scheduler(), source.baseRates(), source.when());
    Conversion back = new Experimental(torch, loop).conversion();
    String target = new TorchCall(source.scheduler()).name();
    return back.verdict() == Verdict.EQUIVALENT
        ? new Conversion(
            target, Optional.of(torch), back.verdict(), back.bound(), back.differences())
        : Conversion.unsupported(target, back.differences());
  }

  /**
   * A {@code LambdaLR} over a table, stepped after each optimizer step. The last scheduler step
   * asks for one rate more than there are steps: the last rate is repeated.
   *
   * @throws dev.lockstep.core.OptionException if a list is shorter than the loop
   */
  public static Conversion table(RateForm source, Loop loop) {
    Timeline timeline = source.play(loop);
    List<Object> functions = new ArrayList<>();
    for (int group = 0; group < timeline.groups(); group++) {
      List<Double> values = new ArrayList<>();
      for (double rate : timeline.rates(group)) {
        values.add(rate);
      }
      values.add(values.get(values.size() - 1));
      functions.add(Map.of("fn", "table", "values", values));
    }
    SchedulerDefinition lambda =
        new SchedulerDefinition("LambdaLR", Map.of("lr_lambda", functions));
    List<Double> ones = Collections.nCopies(timeline.groups(), 1.0);
    return Conversion.exact(
        "LambdaLR", new RateForm.Stepped("torch", lambda, ones, When.AFTER_STEP));
  }

  /** The scheduler that says the same as the functions or Cells, if there is one for all groups. */
  public static Conversion scheduler(RateForm.Calls source, Loop loop) {
    List<Double> bases = new ArrayList<>();
    Set<SchedulerDefinition> schedulers = new LinkedHashSet<>();
    Set<Integer> units = new LinkedHashSet<>();
    double roundings = 0;
    for (SchedulerDefinition call : source.perGroup()) {
      MindSporeCall read = new MindSporeCall(call);
      bases.add(read.base());
      schedulers.add(scheduler(read, loop));
      roundings = Math.max(roundings, read.roundings(loop));
      units.add(read.unit());
    }
    // One scheduler steps all groups together: at the same time, in the same way.
    if (schedulers.size() != 1 || schedulers.contains(NONE) || units.size() != 1) {
      return Conversion.unsupported("scheduler", List.of("no-counterpart"));
    }
    int unit = units.iterator().next();
    if (unit > 1 && !(loop.isRegular() && loop.stepsPerEpoch() == unit)) {
      return Conversion.unsupported("scheduler", List.of("ragged-epochs"));
    }
    SchedulerDefinition scheduler = schedulers.iterator().next();
    When when = unit > 1 ? When.AFTER_EPOCH : When.AFTER_STEP;
    return Conversion.equivalent(
        scheduler.api(),
        new RateForm.Stepped("torch", scheduler, bases, when),
        roundings + LAST_BIT,
        List.of());
  }

  private static final SchedulerDefinition NONE = new SchedulerDefinition("", Map.of());

  private static SchedulerDefinition scheduler(MindSporeCall call, Loop loop) {
    return switch (call.name()) {
      case "exponential_decay_lr", "ExponentialDecayLR" ->
          call.isStair()
              ? stairs(call.period(), call.real("decay_rate"))
              : exponential(CorrectlyRounded.pow(call.real("decay_rate"), 1.0 / call.period()));
      case "natural_exp_decay_lr", "NaturalExpDecayLR" ->
          call.isStair()
              ? stairs(
                  call.period(), CorrectlyRounded.exp(-call.real("decay_rate") * call.period()))
              : exponential(CorrectlyRounded.exp(-call.real("decay_rate")));
      case "cosine_decay_lr", "CosineDecayLR" -> cosine(call, loop);
      case "polynomial_decay_lr", "PolynomialDecayLR" ->
          call.real("end_learning_rate") == 0 && !call.isStretched()
              ? of("PolynomialLR", "total_iters", call.period(), "power", call.real("power"))
              : NONE;
      default -> NONE;
    };
  }

  private static SchedulerDefinition stairs(int period, double gamma) {
    return of("StepLR", "step_size", period, "gamma", gamma);
  }

  private static SchedulerDefinition exponential(double gamma) {
    return of("ExponentialLR", "gamma", gamma);
  }

  /** MindSpore's cosine stays down; torch's is followed by a constant there. */
  private static SchedulerDefinition cosine(MindSporeCall call, Loop loop) {
    double min = call.real("min_lr");
    SchedulerDefinition cosine = of("CosineAnnealingLR", "T_max", call.period(), "eta_min", min);
    if ((loop.steps() - 1) / call.unit() <= call.period()) {
      return cosine;
    }
    SchedulerDefinition constant =
        of("ConstantLR", "factor", min / call.real("max_lr"), "total_iters", loop.steps() + 1);
    return of(
        "SequentialLR",
        "schedulers",
        List.of(entry(cosine), entry(constant)),
        "milestones",
        List.of(call.period()));
  }

  private static Map<String, Object> entry(SchedulerDefinition scheduler) {
    return Map.of("api", scheduler.api(), "args", scheduler.args());
  }

  private static SchedulerDefinition of(String api, Object... namesAndValues) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      args.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new SchedulerDefinition(api, args);
  }
}
