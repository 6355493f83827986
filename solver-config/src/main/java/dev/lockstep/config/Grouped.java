package dev.lockstep.config;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.megengine.optimizer.LRScheduler;
import dev.lockstep.megengine.optimizer.MegEngineOptions;
import dev.lockstep.oneflow.optim.OneFlowOptions;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.ReduceLROnPlateau;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * An optimizer in torch's manner, whoever's it is: it finds gradients in its parameters and its
 * rates in its groups.
 *
 * @param groups its groups, live
 * @param step takes a step
 * @param rate the key of a group's rate
 */
public record Grouped(List<ParamGroup> groups, Runnable step, OptionKey<Double> rate) {
  /** The optimizer seen so; empty if it is handed its gradients, as MindSpore's are. */
  public static Optional<Grouped> of(Object optimizer) {
    if (optimizer instanceof Optimizer torch) {
      return Optional.of(new Grouped(torch.paramGroups(), torch::step, TorchOptions.LR));
    }
    if (optimizer instanceof dev.lockstep.oneflow.optim.Optimizer oneFlow) {
      return Optional.of(new Grouped(oneFlow.paramGroups(), oneFlow::step, OneFlowOptions.LR));
    }
    if (optimizer instanceof dev.lockstep.megengine.optimizer.Optimizer megEngine) {
      return Optional.of(
          new Grouped(megEngine.paramGroups(), megEngine::step, MegEngineOptions.LR));
    }
    if (optimizer instanceof JobTraining job) {
      return Optional.of(new Grouped(List.of(job.group()), job::step, JobTraining.RATE));
    }
    return Optional.empty();
  }

  /**
   * Steps a scheduler of such an optimizer.
   *
   * @param metric what a scheduler is told that asks for one
   * @throws DefinitionException if it is none
   */
  public static void advance(Object scheduler, DoubleSupplier metric) {
    if (scheduler instanceof ReduceLROnPlateau torch) {
      torch.step(metric.getAsDouble());
    } else if (scheduler instanceof Scheduler torch) {
      torch.step();
    } else if (scheduler instanceof dev.lockstep.oneflow.optim.lrscheduler.LRScheduler oneFlow) {
      oneFlow.step();
    } else if (scheduler
        instanceof dev.lockstep.oneflow.optim.lrscheduler.ReduceLROnPlateau oneFlow) {
      oneFlow.step(metric.getAsDouble());
    } else if (scheduler instanceof LRScheduler megEngine) {
      megEngine.step();
    } else {
      throw new DefinitionException(scheduler.getClass().getName() + " cannot be stepped");
    }
  }
}
