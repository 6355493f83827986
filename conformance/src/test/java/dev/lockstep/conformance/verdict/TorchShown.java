package dev.lockstep.conformance.verdict;

import static dev.lockstep.conformance.verdict.ShownTrials.clip;
import static dev.lockstep.conformance.verdict.ShownTrials.last;
import static dev.lockstep.conformance.verdict.ShownTrials.numbers;
import static dev.lockstep.conformance.verdict.ShownTrials.parameter;
import static dev.lockstep.conformance.verdict.ShownTrials.scales;
import static dev.lockstep.conformance.verdict.ShownTrials.tensor;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.nesterov;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;

import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.schedule.Loop;
import dev.lockstep.config.schedule.RateForm;
import dev.lockstep.config.schedule.When;
import dev.lockstep.conformance.verdict.ShownTrials.Trial;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.torch.amp.GradScaler;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.StateDict;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.CyclicLR;
import dev.lockstep.torch.optim.lrscheduler.ReduceLROnPlateau;
import dev.lockstep.torch.optim.lrscheduler.SchedulerOptions;
import dev.lockstep.torch.optim.lrscheduler.StepLR;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Torch's side of the shown witnesses. */
final class TorchShown {
  static final Map<String, Trial> TRIALS =
      Map.ofEntries(
          Map.entry("no-eps-in-clip", () -> norm(Map.of("max_norm", 1e-6), 3e-6f, 4e-6f)),
          Map.entry("norm-of-order-two-only", () -> norm(2.0, Double.POSITIVE_INFINITY, 3, 4)),
          Map.entry("norm-of-signed-elements", () -> norm(1.0, 1.0, -3, 1)),
          Map.entry("bounds-not-opposite", TorchShown::bounds),
          Map.entry("nan-norm-is-not-spread", () -> norm(Map.of("max_norm", 2.0), Float.NaN, 4)),
          Map.entry("loss-scale-at-least-one", () -> scale(Map.of(), new boolean[4])),
          Map.entry("one-scale-factor", TorchShown::twoFactors),
          Map.entry("overflow-is-asked-for", TorchShown::overflow),
          Map.entry("no-static-scale", () -> scale(Map.of("growth_interval", 1), true)),
          Map.entry("overflows-raise", () -> last(scale(Map.of(), new boolean[1001]))),
          Map.entry("missing-gradient", TorchShown::withoutGradient),
          Map.entry("numbers-in-float32", TorchShown::rate),
          Map.entry("group-keys", TorchShown::momentumOfGroup),
          Map.entry("decay-skips-names", () -> step(1, 0, lr(0.5), weightDecay(0.5))),
          Map.entry("mixed-group-rates", () -> step(0, 1, lr(1e-4))),
          Map.entry("state-in-checkpoints", TorchShown::partsOfState),
          Map.entry("options-not-saved", TorchShown::reloaded),
          Map.entry("groups-fixed-at-construction", TorchShown::addedGroup),
          Map.entry("only-rates-are-assigned", TorchShown::turnedRound),
          Map.entry("step-counts-itself", TorchShown::unscheduled),
          Map.entry("rate-rises-after-half-period", () -> rates("CosineAnnealingLR", 5, "T_max")),
          Map.entry("list-ends", () -> last(exponential(1, 0.5, 3))),
          Map.entry("rate-in-float32", () -> last(exponential(0.1, 0.9, 4))),
          Map.entry("momentum-not-cycled", TorchShown::cycledMomentum),
          Map.entry("needs-metric", () -> List.of(plateau(3, 2, 1), plateau(3, 3, 3))),
          Map.entry("decays-inside-epoch", TorchShown::inEpochs),
          Map.entry("warm-up-starts-at-zero", TorchShown::warmUp),
          Map.entry("decays-every-epoch", TorchShown::stairs),
          Map.entry("decays-in-stairs", () -> exponential(1, 0.5, 4)),
          Map.entry("decay-stretches", () -> rates("PolynomialLR", 5, "total_iters")),
          Map.entry("ends-at-zero", () -> rates("PolynomialLR", 4, "total_iters")));

  private TorchShown() {}

  private static Object norm(Map<String, Object> args, float... gradient) {
    return clip("torch", "nn.utils.clip_grad_norm_", args, gradient);
  }

  private static Object norm(double limit, double order, float... gradient) {
    return norm(Map.of("max_norm", limit, "norm_type", order), gradient);
  }

  private static Object bounds() {
    return clip("torch", "nn.utils.clip_grad_value_", Map.of("clip_value", 2.0), -3, 4);
  }

  /** From a scale of 4. */
  private static List<Double> scale(Map<String, Object> args, boolean... finite) {
    Map<String, Object> all = new HashMap<>(args);
    all.putIfAbsent("init_scale", 4.0);
    return scales("torch", "amp.GradScaler", all, finite);
  }

  private static Object twoFactors() {
    Map<String, Object> args =
        Map.of("init_scale", 64.0, "backoff_factor", 0.25, "growth_interval", 1);
    return scale(args, false, true);
  }

  /** One step of SGD. */
  private static Object step(double value, double gradient, Option... options) {
    Parameter p = parameter("p", value);
    SGD optimizer = new SGD(List.of(p), options);
    p.setGrad(tensor((float) gradient));
    optimizer.step();
    return numbers(p.value());
  }

  private static Object overflow() {
    Parameter p = parameter("p", 1);
    SGD optimizer = new SGD(List.of(p), lr(0.1));
    GradScaler scaler = new GradScaler(GradScaler.INIT_SCALE.is(4.0));
    p.setGrad(tensor(Float.POSITIVE_INFINITY));
    if (scaler.unscale(List.of(p.grad()))) {
      optimizer.step();
    }
    return numbers(p.value());
  }

  private static Object withoutGradient() {
    Parameter p = parameter("p", 1);
    new SGD(List.of(p), lr(0.5), weightDecay(0.5)).step();
    return numbers(p.value());
  }

  private static Object rate() {
    SGD optimizer = new SGD(List.of(parameter("p", 0)), lr(0.1));
    return optimizer.paramGroups().get(0).get(TorchOptions.LR);
  }

  private static Object momentumOfGroup() {
    Group group = Group.of(List.of(parameter("p", 0)), momentum(0.5));
    return new SGD(List.of(group), lr(1)).paramGroups().get(0).get(TorchOptions.MOMENTUM);
  }

  private static Object partsOfState() {
    return Arrays.stream(StateDict.class.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> name.equals("paramGroups") ? "param_groups" : name)
        .sorted()
        .toList();
  }

  private static Object reloaded() {
    Parameter p = parameter("p", 0);
    SGD saved = new SGD(List.of(p), lr(0.5), momentum(0.9), nesterov(true));
    SGD optimizer = new SGD(List.of(p), lr(0.5), momentum(0.9));
    optimizer.loadStateDict(saved.stateDict());
    p.setGrad(tensor(1));
    optimizer.step();
    return numbers(p.value());
  }

  private static Object addedGroup() {
    SGD optimizer = new SGD(List.of(parameter("p", 0)), lr(0.5));
    optimizer.addParamGroup(Group.of(List.of(parameter("q", 0))));
    return optimizer.paramGroups().size();
  }

  private static Object turnedRound() {
    Parameter p = parameter("p", 0);
    SGD optimizer = new SGD(List.of(p), lr(1));
    optimizer.paramGroups().get(0).set(TorchOptions.MAXIMIZE, true);
    p.setGrad(tensor(1));
    optimizer.step();
    return numbers(p.value());
  }

  private static Object unscheduled() {
    Parameter p = parameter("p", 0);
    SGD optimizer = new SGD(List.of(p), lr(1));
    StepLR scheduler =
        new StepLR(optimizer, SchedulerOptions.stepSize(1), SchedulerOptions.gamma(0.5));
    List<Object> walk = new ArrayList<>();
    while (walk.size() < 2 && scheduler.lastEpoch() == 0) {
      p.setGrad(tensor(1));
      optimizer.step();
      walk.add(numbers(p.value()));
    }
    return walk;
  }

  private static List<Double> rates(
      double base, String scheduler, Loop loop, Map<String, Object> args) {
    RateForm form =
        new RateForm.Stepped(
            "torch",
            new SchedulerDefinition(scheduler, Map.copyOf(args)),
            List.of(base),
            When.AFTER_EPOCH);
    return numbers(form.play(loop).rates(0));
  }

  /** Of a period of two steps. */
  private static List<Double> rates(String scheduler, int steps, String period) {
    return rates(1, scheduler, Loop.of(steps, 1), Map.of(period, 2));
  }

  private static List<Double> exponential(double base, double gamma, int steps) {
    return rates(base, "ExponentialLR", Loop.of(steps, 1), Map.of("gamma", gamma));
  }

  private static Object inEpochs() {
    return rates(1, "PolynomialLR", Loop.of(2, 2), Map.of("total_iters", 2));
  }

  private static Object warmUp() {
    Map<String, Object> args = Map.of("start_factor", 0.25, "total_iters", 2);
    return rates(1, "LinearLR", Loop.of(4, 1), args);
  }

  private static Object stairs() {
    return rates(1, "StepLR", Loop.of(4, 1), Map.of("step_size", 2, "gamma", 0.25));
  }

  private static Object cycledMomentum() {
    SGD optimizer = new SGD(List.of(parameter("p", 0)), lr(0.1), momentum(0.9));
    CyclicLR scheduler =
        new CyclicLR(
            optimizer,
            SchedulerOptions.baseLr(0.5),
            SchedulerOptions.maxLr(1.0),
            SchedulerOptions.stepSizeUp(2));
    List<Object> momenta = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      momenta.add(optimizer.paramGroups().get(0).get(TorchOptions.MOMENTUM));
      optimizer.step();
      scheduler.step();
    }
    return momenta;
  }

  private static Object plateau(double... metrics) {
    SGD optimizer = new SGD(List.of(parameter("p", 0)), lr(1));
    ReduceLROnPlateau scheduler =
        new ReduceLROnPlateau(
            optimizer, SchedulerOptions.factor(0.5), SchedulerOptions.patience(0));
    for (double metric : metrics) {
      optimizer.step();
      scheduler.step(metric);
    }
    return optimizer.paramGroups().get(0).get(TorchOptions.LR);
  }
}
