package dev.lockstep.conformance.verdict;

import static dev.lockstep.conformance.verdict.ShownTrials.clip;
import static dev.lockstep.conformance.verdict.ShownTrials.hasMethod;
import static dev.lockstep.conformance.verdict.ShownTrials.numbers;
import static dev.lockstep.conformance.verdict.ShownTrials.parameter;
import static dev.lockstep.conformance.verdict.ShownTrials.scales;
import static dev.lockstep.conformance.verdict.ShownTrials.tensor;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.nesterov;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;

import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.schedule.Loop;
import dev.lockstep.config.schedule.RateForm;
import dev.lockstep.conformance.verdict.ShownTrials.Trial;
import dev.lockstep.core.Group;
import dev.lockstep.core.LossScaler;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.amp.StaticLossScaler;
import dev.lockstep.mindspore.experimental.optim.lrscheduler.CyclicLR;
import dev.lockstep.mindspore.experimental.optim.lrscheduler.ExponentialLR;
import dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions;
import dev.lockstep.mindspore.nn.Adagrad;
import dev.lockstep.mindspore.nn.Optimizer;
import dev.lockstep.mindspore.nn.SGD;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** MindSpore's side of the shown witnesses. */
final class MindSporeShown {
  static final Map<String, Trial> TRIALS =
      Map.ofEntries(
          Map.entry("no-eps-in-clip", () -> globalNorm(1e-6, 3e-6f, 4e-6f)),
          Map.entry("norm-of-order-two-only", () -> globalNorm(2, 3, 4)),
          Map.entry("norm-of-signed-elements", MindSporeShown::signedNorm),
          Map.entry("bounds-not-opposite", MindSporeShown::bounds),
          Map.entry("nan-norm-is-not-spread", MindSporeShown::nanNorm),
          Map.entry("loss-scale-at-least-one", () -> dynamic(4, 2000, new boolean[4])),
          Map.entry("one-scale-factor", () -> dynamic(64, 1, false, true)),
          Map.entry("overflow-is-asked-for", MindSporeShown::overflow),
          Map.entry("no-static-scale", MindSporeShown::constant),
          Map.entry("missing-gradient", () -> decayed("p")),
          Map.entry("numbers-in-float32", () -> rateAfter(0)),
          Map.entry("group-keys", MindSporeShown::momentumOfGroup),
          Map.entry("decay-skips-names", () -> decayed("bn.gamma")),
          Map.entry("mixed-group-rates", MindSporeShown::mixedRates),
          Map.entry("state-in-checkpoints", MindSporeShown::namesOfState),
          Map.entry("options-not-saved", MindSporeShown::reloaded),
          Map.entry(
              "groups-fixed-at-construction", () -> hasMethod(Optimizer.class, "addParamGroup")),
          Map.entry("only-rates-are-assigned", () -> hasMethod(Optimizer.class, "paramGroups")),
          Map.entry("step-counts-itself", () -> walk(2)),
          Map.entry("scheduler-has-no-state", () -> hasMethod(ExponentialLR.class, "stateDict")),
          Map.entry("rate-rises-after-half-period", MindSporeShown::cosine),
          Map.entry("list-ends", MindSporeShown::pastTheEnd),
          Map.entry("rate-in-float32", () -> rateAfter(3)),
          Map.entry("momentum-not-cycled", MindSporeShown::uncycledMomentum),
          Map.entry("needs-metric", () -> List.of(lastRate(), lastRate())),
          Map.entry("decays-inside-epoch", MindSporeShown::cell),
          Map.entry(
              "warm-up-starts-at-zero", () -> list("warmup_lr", 4, Map.of("warmup_epoch", 2))),
          Map.entry("decays-every-epoch", () -> exponential(false)),
          Map.entry("decays-in-stairs", () -> exponential(true)),
          Map.entry("decay-stretches", () -> polynomial(5, 0, true)),
          Map.entry("ends-at-zero", () -> polynomial(4, 0.25, false)));

  private MindSporeShown() {}

  private static Object globalNorm(double limit, float... gradient) {
    return clip("mindspore", "ops.clip_by_global_norm", Map.of("clip_norm", limit), gradient);
  }

  private static Object signedNorm() {
    Map<String, Object> args = Map.of("max_norm", 1.0, "norm_type", 1.0);
    return clip("mindspore", "ops.clip_by_norm", args, -3, 1);
  }

  private static Object nanNorm() {
    return clip("mindspore", "ops.clip_by_norm", Map.of("max_norm", 2.0), Float.NaN, 4);
  }

  private static Object bounds() {
    Map<String, Object> args = Map.of("clip_value_min", -1.0, "clip_value_max", 2.0);
    return clip("mindspore", "ops.clip_by_value", args, -3, 4);
  }

  private static Object dynamic(double scale, int window, boolean... finite) {
    Map<String, Object> args =
        Map.of("scale_value", scale, "scale_factor", 2, "scale_window", window);
    return scales("mindspore", "amp.DynamicLossScaler", args, finite);
  }

  private static Object constant() {
    return scales("mindspore", "amp.StaticLossScaler", Map.of("scale_value", 4.0), true);
  }

  private static Object overflow() {
    Parameter p = parameter("p", 1);
    LossScaler scaler = new StaticLossScaler(StaticLossScaler.SCALE_VALUE.is(4.0));
    Tensor gradient = tensor(Float.POSITIVE_INFINITY);
    boolean finite = scaler.unscale(List.of(gradient));
    new SGD(List.of(p), learningRate(0.1)).apply(List.of(gradient));
    return List.of(finite, numbers(p.value()));
  }

  /** A step with a gradient of 0. */
  private static Object decayed(String name) {
    Parameter p = parameter(name, 1);
    new SGD(List.of(p), learningRate(0.5), weightDecay(0.5)).apply(List.of(tensor(0)));
    return numbers(p.value());
  }

  /** The real class looks up keys that it does not know: a KeyError. */
  private static Object momentumOfGroup() {
    try {
      return new SGD(List.of(Group.of(List.of(parameter("p", 0)), momentum(0.5))), learningRate(1));
    } catch (OptionException refusal) {
      return "KeyError";
    }
  }

  private static Object mixedRates() {
    Parameter p = parameter("p", 0);
    Parameter q = parameter("q", 0);
    SGD optimizer =
        new SGD(
            List.of(Group.of(List.of(p), lr(1e-4)), Group.of(List.of(q), lr(new double[] {1, 1}))),
            learningRate(1));
    optimizer.apply(List.of(tensor(1), tensor(1)));
    return numbers(p.value());
  }

  private static Object namesOfState() {
    Adagrad optimizer = new Adagrad(List.of(parameter("p", 0)), learningRate(0.5));
    return optimizer.parametersDict().keySet().stream().sorted().toList();
  }

  private static Object reloaded() {
    Parameter p = parameter("p", 0);
    SGD optimizer = new SGD(List.of(p), learningRate(0.5), momentum(0.9));
    optimizer.loadParametersDict(
        new SGD(List.of(parameter("p", 0)), learningRate(0.5), momentum(0.9), nesterov(true))
            .parametersDict());
    optimizer.apply(List.of(tensor(1)));
    return numbers(p.value());
  }

  /** The parameter after each step, with a list of two rates. */
  private static List<Object> walk(int steps) {
    Parameter p = parameter("p", 0);
    MindSporeOptimizer optimizer = new SGD(List.of(p), learningRate(new double[] {1, 0.5}));
    List<Object> walk = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      optimizer.apply(List.of(tensor(1)));
      walk.add(numbers(p.value()));
    }
    return walk;
  }

  private static Object pastTheEnd() {
    try {
      return walk(3);
    } catch (OptionException refusal) {
      return "RuntimeError";
    }
  }

  private static Object lastRate() {
    SGD optimizer = new SGD(List.of(parameter("p", 0)), learningRate(new double[] {1, 1, 1, 1}));
    for (int step = 0; step < 3; step++) {
      optimizer.apply(List.of(tensor(0)));
    }
    return (double) optimizer.getLr()[0];
  }

  private static Object rateAfter(int steps) {
    var optimizer =
        new dev.lockstep.mindspore.experimental.optim.SGD(List.of(parameter("p", 0)), lr(0.1));
    ExponentialLR scheduler = new ExponentialLR(optimizer, SchedulerOptions.gamma(0.9));
    for (int step = 0; step < steps; step++) {
      scheduler.step();
    }
    return (double) optimizer.getLr()[0];
  }

  private static Object uncycledMomentum() {
    var optimizer =
        new dev.lockstep.mindspore.experimental.optim.SGD(
            List.of(parameter("p", 0)), lr(0.1), momentum(0.9));
    CyclicLR scheduler =
        new CyclicLR(
            optimizer,
            SchedulerOptions.baseLr(0.5),
            SchedulerOptions.maxLr(1.0),
            SchedulerOptions.stepSizeUp(2));
    List<Object> momenta = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      momenta.add(optimizer.paramGroups().get(0).get(MindSporeOptions.MOMENTUM));
      scheduler.step();
    }
    return momenta;
  }

  private static List<Double> rates(String api, int steps, Map<String, Object> args) {
    SchedulerDefinition call = new SchedulerDefinition(api, Map.copyOf(args));
    return numbers(new RateForm.Calls(List.of(call)).play(Loop.of(steps, 1)).rates(0));
  }

  /** A list function with one step an epoch and, where it has a rate, a rate of 1. */
  private static List<Double> list(String function, int steps, Map<String, Object> args) {
    Map<String, Object> all = new HashMap<>(args);
    all.put("total_step", steps);
    all.put("step_per_epoch", 1);
    if (!args.containsKey("max_lr")) {
      all.put("learning_rate", 1.0);
    }
    return rates("nn." + function, steps, all);
  }

  private static Object cosine() {
    Map<String, Object> args = Map.of("min_lr", 0.0, "max_lr", 1.0, "decay_epoch", 2);
    return list("cosine_decay_lr", 5, args);
  }

  private static Object exponential(boolean stairs) {
    Map<String, Object> args = Map.of("decay_rate", 0.25, "decay_epoch", 2, "is_stair", stairs);
    return list("exponential_decay_lr", 4, args);
  }

  private static Object polynomial(int steps, double end, boolean stretches) {
    Map<String, Object> args =
        Map.of(
            "end_learning_rate",
            end,
            "decay_epoch",
            2,
            "power",
            1.0,
            "update_decay_epoch",
            stretches);
    return list("polynomial_decay_lr", steps, args);
  }

  private static Object cell() {
    Map<String, Object> args =
        Map.of("learning_rate", 1.0, "end_learning_rate", 0.0, "decay_steps", 4, "power", 1.0);
    return rates("nn.PolynomialDecayLR", 4, args);
  }
}
