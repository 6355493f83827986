package dev.lockstep.porter.rule;

import dev.lockstep.porter.PortOptions;
import dev.lockstep.porter.api.Apis;
import dev.lockstep.porter.program.MegEngine;
import dev.lockstep.porter.program.MindSpore;
import dev.lockstep.porter.program.OneFlow;
import java.util.List;

/** All rules, in the order in which they decide: what faces the optimizer first. */
public final class Rules {
  private Rules() {}

  /** The rules of a direction. */
  public static List<Rule> of(PortOptions options) {
    Apis apis = Apis.load(options.from(), options.to());
    return switch (options.from()) {
      case MindSpore.ROOT -> toTorch(apis);
      case OneFlow.ROOT, MegEngine.ROOT -> likeTorch(apis);
      default -> toMindSpore(apis);
    };
  }

  private static List<Rule> toTorch(Apis apis) {
    return List.of(
        new OptimizerConstruction(),
        new RateFormula(),
        new SchedulerConstruction(),
        new SchedulerStep(),
        new OptimizerRate(),
        new GradientFunction(),
        new ModelTraining(),
        new StepCell(),
        new LossCell(),
        new OptimizerParameters(),
        new BroughtCall(apis),
        new GradientValues(),
        new OwnSchedule(),
        new DependCall(),
        new CellFlags(),
        new ContextCall(),
        new DataPipeline(),
        BroughtMethod.toTorch(),
        new ParameterData(),
        new TensorCall(),
        new HalfPrecision(),
        new EvaluationMode(),
        new RateAssignment(),
        new TrainableParams(),
        new NamedParameters(),
        new LayerAttribute(),
        LayerName.toTorch(),
        LayerMembership.toTorch(),
        new ParameterOrder(),
        new ParameterMembership(),
        new SequentialLayers(),
        ModelTree.toTorch(),
        new LateLoading(),
        new ForeignOptimizer(),
        OwnOptimizer.toTorch(),
        new OwnCall(),
        new FrameworkLoop(),
        new Unrecognized(),
        new NoCounterpart(apis),
        new ConstructMethod(),
        LeftMethod.toTorch(),
        new ApiCall(apis));
  }

  /** From a framework whose training loop is torch's but for single calls. */
  private static List<Rule> likeTorch(Apis apis) {
    return List.of(
        new JobFunction(),
        new MissingSelf(),
        new OptimizerConstruction(),
        new SchedulerConstruction(),
        new SchedulerStep(),
        new GraphMode(),
        new GradientManager(),
        new ClearedGradients(),
        new Clipping(apis),
        new LossScaling(),
        new ForeignOptimizer(),
        new SameCall(),
        new Unrecognized(),
        new NoCounterpart(apis),
        new ApiCall(apis));
  }

  private static List<Rule> toMindSpore(Apis apis) {
    return List.of(
        new OptimizerConstruction(),
        new OptimizerClass(),
        new OptimizedTensor(),
        new AddedGroup(),
        new ParamGroups(),
        new ParameterNames(),
        new SchedulerConstruction(),
        new SchedulerStep(),
        new OwnScheduler(),
        new ClosureStep(),
        new TrainingStep(),
        new ScalerClass(),
        new SteppingMethod(),
        new HelperClearing(),
        new LossScaling(),
        new HalfModel(),
        new IdleStep(),
        new UnportedStep(),
        new GradientRead(),
        new HandedModel(),
        new GroupMutation(),
        new LearningRateRead(),
        new OptimizerState(),
        new LeftAttribute(),
        LeftMethod.toMindSpore(),
        new LateFreezing(),
        new SkippedLayer(),
        new LateSetting(apis),
        new Checkpoint(),
        new ForeignOptimizer(),
        new OptimizerType(),
        OwnOptimizer.toMindSpore(),
        new Unrecognized(),
        new InputGradient(),
        new VariableWrapper(),
        new SharedArray(),
        new TensorTypes(),
        new BackendSetting(),
        new NoCounterpart(apis),
        new ModelParameters(),
        ModelTree.toMindSpore(),
        new LayerParameter(),
        LayerName.toMindSpore(),
        LayerMembership.toMindSpore(),
        new ParameterOrder(),
        new ModuleClass(),
        new TrainMethod(),
        new TrainMode(),
        new NoGrad(),
        new Accelerated(),
        new DeviceMove(),
        new InPlaceUpdate(),
        new RandomFill(),
        new DataAssignment(),
        new AugmentedState(),
        new TensorCopy(),
        BroughtMethod.toMindSpore(),
        new TensorMethod(),
        new FormattedLoss(),
        new ApiCall(apis));
  }
}
