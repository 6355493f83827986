package dev.lockstep.porter.rule;

import dev.lockstep.porter.api.Apis;
import java.util.List;

/** All rules, in the order in which they decide: what faces the optimizer first. */
public final class Rules {
  private Rules() {}

  /** The rules with the table of one direction. */
  public static List<Rule> of(Apis apis) {
    return List.of(
        new OptimizerConstruction(),
        new ParamGroups(),
        new ParameterNames(),
        new AddedGroup(),
        new SchedulerConstruction(),
        new SchedulerStep(),
        new TrainingStep(),
        new LossScaling(),
        new UnportedStep(),
        new GroupMutation(),
        new LearningRateRead(),
        new OptimizerState(),
        new ForeignOptimizer(),
        new Unrecognized(),
        new NoCounterpart(apis),
        new ModelParameters(),
        new ModuleClass(),
        new TrainMode(),
        new NoGrad(),
        new DeviceMove(),
        new TensorMethod(),
        new FormattedLoss(),
        new ApiCall(apis));
  }
}
