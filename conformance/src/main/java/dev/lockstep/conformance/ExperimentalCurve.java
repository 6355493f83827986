package dev.lockstep.conformance;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import dev.lockstep.mindspore.experimental.optim.lrscheduler.CosineAnnealingWarmRestarts;
import dev.lockstep.mindspore.experimental.optim.lrscheduler.LRScheduler;
import dev.lockstep.mindspore.experimental.optim.lrscheduler.ReduceLROnPlateau;
import dev.lockstep.mindspore.experimental.optim.lrscheduler.Scheduler;
import java.util.List;
import java.util.Map;

/** A MindSpore experimental scheduler on an optimizer with one group a base rate. */
final class ExperimentalCurve implements Curve {
  private final Optimizer optimizer;
  private final Scheduler scheduler;

  ExperimentalCurve(ScheduleCase golden) {
    Definition definition =
        Definition.of("mindspore", "experimental.optim.SGD", Map.of("lr", 0.1), List.of());
    optimizer = Curve.optimizer(Optimizer.class, definition, golden);
    SchedulerDefinition wanted = new SchedulerDefinition(golden.api(), golden.args());
    if (!(Builder.scheduler("mindspore", wanted, optimizer) instanceof Scheduler built)) {
      throw new GoldenException(golden.api() + " is not a scheduler");
    }
    scheduler = built;
  }

  @Override
  public double[] rates(ScheduleCase.Call call) {
    switch (call.name()) {
      case "init" -> {}
      case "step" -> scheduler.step();
      case "step_epoch" -> stepTo(call);
      case "metric" -> observe(call);
      default -> throw Curve.unknown(call);
    }
    float[] rates = optimizer.getLr();
    double[] widened = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      widened[i] = rates[i];
    }
    return widened;
  }

  private void stepTo(ScheduleCase.Call call) {
    if (scheduler instanceof CosineAnnealingWarmRestarts restarts) {
      restarts.step(call.argument());
    } else if (scheduler instanceof LRScheduler counting) {
      counting.step((int) call.argument());
    } else {
      throw Curve.unknown(call);
    }
  }

  private void observe(ScheduleCase.Call call) {
    if (!(scheduler instanceof ReduceLROnPlateau plateau)) {
      throw Curve.unknown(call);
    }
    plateau.step(call.argument());
  }
}
