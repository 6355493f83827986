package dev.lockstep.porter.rule;

import dev.lockstep.porter.PortOptions;
import dev.lockstep.porter.api.Apis;
import dev.lockstep.porter.program.MindSpore;
import java.util.List;

/** All rules, in the order in which they decide: what faces the optimizer first. */
public final class Rules {
  private Rules() {}

  /** The rules of a direction. */
  public static List<Rule> of(PortOptions options) {
    Apis apis = Apis.load(options.from(), options.to());
    return options.from().equals(MindSpore.ROOT) ? toTorch(apis) : toMindSpore(apis);
  }

  private static List<Rule> toTorch(Apis apis) {
    return List.of(
        new OptimizerConstruction(),
        new RateFormula(),
        new SchedulerConstruction(),
        new SchedulerStep(),
        new GradientFunction(),
        new ModelTraining(),
        new StepCell(),
        new LossCell(),
        new DataPipeline(),
        new RateAssignment(),
        new TrainableParams(),
        new ForeignOptimizer(),
        new FrameworkLoop(),
        new Unrecognized(),
        new NoCounterpart(apis),
        new ConstructMethod(),
        new ApiCall(apis));
  }

  private static List<Rule> toMindSpore(Apis apis) {
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
