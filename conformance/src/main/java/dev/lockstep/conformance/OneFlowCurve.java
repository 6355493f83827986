package dev.lockstep.conformance;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.oneflow.optim.Optimizer;
import dev.lockstep.oneflow.optim.lrscheduler.LRScheduler;
import dev.lockstep.oneflow.optim.lrscheduler.ReduceLROnPlateau;
import dev.lockstep.oneflow.optim.lrscheduler.Scheduler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An eager OneFlow scheduler on an optimizer with one group a base rate. */
final class OneFlowCurve implements Curve {
  private final ScheduleCase golden;
  private Optimizer optimizer;
  private Scheduler scheduler;

  OneFlowCurve(ScheduleCase golden) {
    this.golden = golden;
    this.optimizer = newOptimizer(golden);
    this.scheduler = newScheduler(golden.api(), golden.args(), optimizer);
  }

  static Optimizer newOptimizer(ScheduleCase golden) {
    Definition definition = Definition.of("oneflow", "SGD", Map.of(), List.of());
    return Curve.optimizer(Optimizer.class, definition, golden);
  }

  static Scheduler newScheduler(
      String api, Map<String, @Nullable Object> args, Optimizer optimizer) {
    Object built =
        Builder.scheduler("oneflow", new SchedulerDefinition(api, named(args)), optimizer);
    if (built instanceof Scheduler made) {
      return made;
    }
    throw new GoldenException(api + " is not a scheduler");
  }

  /** The traces call the first argument of WarmupLR by what they give it. */
  private static Map<String, @Nullable Object> named(Map<String, @Nullable Object> args) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    args.forEach(
        (key, value) -> named.put(key.equals("scheduler") ? "scheduler_or_optimizer" : key, value));
    return named;
  }

  @Override
  public double[] rates(ScheduleCase.Call call) {
    switch (call.name()) {
      case "init" -> {}
      case "step" -> {
        if (!(scheduler instanceof LRScheduler counting)) {
          throw Curve.unknown(call);
        }
        counting.step();
      }
      case "metric" -> {
        if (!(scheduler instanceof ReduceLROnPlateau plateau)) {
          throw Curve.unknown(call);
        }
        plateau.step(call.argument());
      }
      case "reload" -> reload();
      default -> throw Curve.unknown(call);
    }
    return Curve.rates(optimizer.paramGroups());
  }

  /** Everything anew, then the saved states: the optimizer's first. */
  private void reload() {
    var saved = optimizer.stateDict();
    Map<String, @Nullable Object> savedSchedule = scheduler.stateDict();
    optimizer = newOptimizer(golden);
    scheduler = newScheduler(golden.api(), golden.args(), optimizer);
    optimizer.loadStateDict(saved);
    scheduler.loadStateDict(savedSchedule);
  }
}
