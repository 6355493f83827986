package dev.lockstep.config.schedule;

import dev.lockstep.config.Api;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.core.schedule.Milestones;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The experimental scheduler of MindSpore that has the name of a torch scheduler: the same
 * recursion in float32, so roundings of the rate are carried on from step to step.
 */
final class Experimental {
  /** Those that cannot begin at a milestone of MindSpore's SequentialLR. */
  private static final Set<String> NOT_LATER = Set.of("MultiStepLR", "SequentialLR");

  private final RateForm.Stepped source;
  private final Loop loop;
  private final Set<String> reasons = new LinkedHashSet<>();

  Experimental(RateForm.Stepped source, Loop loop) {
    this.source = source;
    this.loop = loop;
  }

  Conversion conversion() {
    TorchCall call = new TorchCall(source.scheduler());
    String target = "experimental.optim.lr_scheduler." + call.name();
    check(call, false);
    if (!reasons.isEmpty()) {
      return Conversion.unsupported(target, List.copyOf(reasons));
    }
    RateForm form =
        new RateForm.Stepped("mindspore", converted(call), source.baseRates(), source.when());
    if (ToMindSpore.cyclesMomentum(call)) {
      return Conversion.diverges(target, form, List.of("momentum-not-cycled", "rate-in-float32"));
    }
    List<String> differences = new ArrayList<>(List.of("rate-in-float32"));
    if (call.name().equals("ReduceLROnPlateau")) {
      differences.add("decides-in-float32");
    }
    return Conversion.equivalent(target, form, roundings(call) + 1, differences);
  }

  /** Adds why there is no such scheduler. */
  private void check(TorchCall call, boolean later) {
    if (Api.find("mindspore", "experimental.optim.lr_scheduler." + call.name()).isEmpty()) {
      reasons.add("no-counterpart");
    }
    if (call.resumes()) {
      reasons.add("resumes");
    }
    if (later && NOT_LATER.contains(call.name())) {
      reasons.add("cannot-begin-at-milestone");
    }
    if (later && call.name().equals("MultiplicativeLR")) {
      reasons.add("milestone-multiplies");
    }
    if (call.name().equals("PolynomialLR") && !(call.real("power") >= 0)) {
      reasons.add("argument-out-of-range");
    }
    if (call.name().equals("SequentialLR")) {
      checkSequence(call);
    }
  }

  private void checkSequence(TorchCall call) {
    if (new Milestones(call.wholes("milestones")).countUpTo(0) > 0) {
      reasons.add("sequence-starts-with-first");
    }
    List<TorchCall> children = call.children();
    for (int i = 0; i < children.size(); i++) {
      check(children.get(i), i > 0);
      if (i == 0 && children.get(i).name().equals("SequentialLR")) {
        reasons.add("nested-sequence");
      }
    }
  }

  /** The same arguments, in the types that MindSpore insists on; momentum arguments left out. */
  private SchedulerDefinition converted(TorchCall call) {
    Signature target = Api.scheduler("mindspore", call.name()).signature();
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    call.definition()
        .args()
        .forEach(
            (name, value) -> {
              if (target.keys().stream().anyMatch(key -> key.name().equals(name))) {
                args.put(name, converted(target.key(name), value));
              }
            });
    if (args.containsKey("schedulers")) {
      List<Object> children = new ArrayList<>();
      for (TorchCall child : call.children()) {
        SchedulerDefinition written = converted(child);
        children.add(Map.of("api", written.api(), "args", written.args()));
      }
      args.put("schedulers", children);
    }
    return new SchedulerDefinition(call.name(), args);
  }

  private static @Nullable Object converted(OptionKey<?> key, @Nullable Object value) {
    if (key.type() == Double.class && value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof Map<?, ?> map && map.get("tuple") instanceof List<?> tuple
        ? tuple
        : value;
  }

  /** How often the scheduler is stepped. */
  private int steps() {
    boolean epochs = source.when() == When.AFTER_EPOCH || source.when() == When.BEFORE_EPOCH;
    return epochs ? loop.epochs() : loop.steps();
  }

  /**
   * How many roundings of float32 may come together, as a part of the largest rate: each step of a
   * recursion adds its own, and whatever divides by a small number magnifies them.
   */
  private double roundings(TorchCall call) {
    int steps = steps();
    return switch (call.name()) {
      case "StepLR" -> 2.0 * steps / call.whole("step_size") + 4;
      case "MultiStepLR" -> 2.0 * call.wholes("milestones").size() + 4;
      case "ConstantLR", "LambdaLR" -> 8;
      case "ExponentialLR", "MultiplicativeLR" -> 2.0 * steps + 4;
      case "LinearLR" -> 8.0 * Math.min(steps, call.whole("total_iters")) + 8;
      case "PolynomialLR" -> (4.0 * steps + 4) * (call.real("power") + 1);
      case "CosineAnnealingLR" -> cosine(steps, call.whole("T_max"));
      case "CosineAnnealingWarmRestarts" -> 12;
      case "CyclicLR" -> cycle(call, steps);
      case "SequentialLR" -> call.children().stream().mapToDouble(this::roundings).sum() + 8;
      default -> 2.0 * steps + 8;
    };
  }

  /**
   * On the way up the rate is multiplied by about {@code (2*half/pi)^2}, and with it what was
   * rounded at the bottom.
   */
  private static double cosine(int steps, int half) {
    int turns = (steps + half) / (2 * half);
    return 8.0 * steps + 8 + 4.0 * turns * half * half;
  }

  /** The place in the cycle is what is left of {@code 1 + step/size}, divided by the part. */
  private static double cycle(TorchCall call, int steps) {
    double up = call.whole("step_size_up");
    double down = call.get("step_size_down") instanceof Number n ? n.doubleValue() : up;
    double shorter = Math.min(up, down) / (up + down);
    double turns = steps / (up + down);
    double decay = "exp_range".equals(call.get("mode")) ? steps : 0;
    return 2 * (turns + 3) / shorter + decay + 8;
  }
}
