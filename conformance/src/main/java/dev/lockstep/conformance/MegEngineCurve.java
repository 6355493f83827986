package dev.lockstep.conformance;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.megengine.optimizer.MultiStepLR;
import dev.lockstep.megengine.optimizer.Optimizer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A MegEngine schedule on an optimizer with one group a base rate. */
final class MegEngineCurve implements Curve {
  private final ScheduleCase golden;
  private Optimizer optimizer;
  private MultiStepLR scheduler;

  MegEngineCurve(ScheduleCase golden) {
    this.golden = golden;
    this.optimizer = newOptimizer(golden);
    this.scheduler = newScheduler(golden, optimizer);
  }

  private static Optimizer newOptimizer(ScheduleCase golden) {
    Definition definition = Definition.of("megengine", "SGD", Map.of("lr", 0.1), List.of());
    return Curve.optimizer(Optimizer.class, definition, golden);
  }

  private static MultiStepLR newScheduler(ScheduleCase golden, Optimizer optimizer) {
    SchedulerDefinition definition = new SchedulerDefinition(golden.api(), golden.args());
    if (Builder.scheduler("megengine", definition, optimizer) instanceof MultiStepLR made) {
      return made;
    }
    throw new GoldenException(golden.api() + " is not a schedule");
  }

  @Override
  public double[] rates(ScheduleCase.Call call) {
    switch (call.name()) {
      case "init" -> {}
      case "step" -> scheduler.step();
      case "step_epoch" -> scheduler.step((int) call.argument());
      case "reload" -> reload();
      default -> throw Curve.unknown(call);
    }
    return Curve.rates(optimizer.paramGroups());
  }

  /** The schedule anew, then its saved state; the optimizer stays new but for that. */
  private void reload() {
    Map<String, @Nullable Object> saved = scheduler.stateDict();
    optimizer = newOptimizer(golden);
    scheduler = newScheduler(golden, optimizer);
    scheduler.loadStateDict(saved);
  }

  @Override
  public List<String> stateKeys() {
    return scheduler.stateDict().keySet().stream().sorted().toList();
  }
}
