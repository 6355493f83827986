package dev.lockstep.conformance;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.StateDict;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.CosineAnnealingWarmRestarts;
import dev.lockstep.torch.optim.lrscheduler.LRScheduler;
import dev.lockstep.torch.optim.lrscheduler.ReduceLROnPlateau;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A torch scheduler on an optimizer with one group a base rate; the optimizer steps before it. */
final class TorchCurve implements Curve {
  private final ScheduleCase golden;
  private Optimizer optimizer;
  private Scheduler scheduler;

  TorchCurve(ScheduleCase golden) {
    this.golden = golden;
    this.optimizer = newOptimizer(golden);
    this.scheduler = newScheduler(golden, optimizer);
  }

  private static Optimizer newOptimizer(ScheduleCase golden) {
    boolean sgd = golden.optimizer().equals("SGD");
    Map<String, @Nullable Object> options = sgd ? Map.of("momentum", 0.9) : Map.of();
    Definition definition = Definition.of("torch", golden.optimizer(), options, List.of());
    return Curve.optimizer(Optimizer.class, definition, golden);
  }

  private static Scheduler newScheduler(ScheduleCase golden, Optimizer optimizer) {
    SchedulerDefinition definition = new SchedulerDefinition(golden.api(), golden.args());
    Object built = Builder.scheduler("torch", definition, optimizer);
    if (built instanceof Scheduler made) {
      return made;
    }
    throw new GoldenException(golden.api() + " is not a scheduler");
  }

  @Override
  public double[] rates(ScheduleCase.Call call) {
    switch (call.name()) {
      case "init" -> {}
      case "step" -> {
        optimizer.step();
        scheduler.step();
      }
      case "step_epoch" -> {
        optimizer.step();
        stepTo(call);
      }
      case "metric" -> {
        optimizer.step();
        observe(call);
      }
      case "reload" -> reload();
      default -> throw Curve.unknown(call);
    }
    return Curve.rates(optimizer.paramGroups());
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

  /** Everything anew, then the saved states: the optimizer's first. */
  private void reload() {
    StateDict saved = optimizer.stateDict();
    Map<String, @Nullable Object> savedSchedule = scheduler.stateDict();
    optimizer = newOptimizer(golden);
    scheduler = newScheduler(golden, optimizer);
    optimizer.loadStateDict(saved);
    scheduler.loadStateDict(savedSchedule);
  }

  @Override
  public double[] momenta() {
    return optimizer.paramGroups().stream().mapToDouble(TorchCurve::momentum).toArray();
  }

  private static double momentum(ParamGroup group) {
    return group.options().has(TorchOptions.MOMENTUM)
        ? group.get(TorchOptions.MOMENTUM)
        : group.get(TorchOptions.BETAS).beta1();
  }

  @Override
  public List<String> stateKeys() {
    return scheduler.stateDict().keySet().stream().sorted().toList();
  }
}
