package dev.lockstep.config;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.pet.ClipGradients;
import dev.lockstep.pet.GroupRule;
import dev.lockstep.pet.LearningRateScheduler;
import dev.lockstep.pet.ModelParameter;
import dev.lockstep.pet.OptimizerConfig;
import dev.lockstep.pet.OptimizerTypes;
import dev.lockstep.pet.PetOptions;
import dev.lockstep.pet.Schedule;
import dev.lockstep.pet.Solver;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A definition of Pet: {@code api} is {@value #API}, the options are its OPTIMIZER and its
 * SCHEDULER, and {@code steps_per_epoch} is its {@code iter_per_epoch}.
 */
public final class PetDefinition {
  /** The only API: the configuration makes optimizer, groups and scheduler by itself. */
  public static final String API = "SOLVER";

  private static final Map<String, String> TORCH =
      Map.of(
          "SGD",
          "optim.SGD",
          "ADAMW",
          "optim.AdamW",
          "ADAM",
          "optim.Adam",
          "RMSPROP",
          "optim.RMSprop");

  private final Definition definition;
  private final Solver solver;

  private PetDefinition(Definition definition) {
    this.definition = definition;
    this.solver = Solver.of(definition.options());
  }

  /** Whether a definition is one of Pet. */
  public static boolean is(Definition definition) {
    return definition.framework().equals("pet");
  }

  /**
   * Refuses to print a definition of Pet in its own words.
   *
   * @throws DefinitionException if it is one of Pet
   */
  public static void refusePrinting(Definition definition) {
    if (is(definition)) {
      throw new DefinitionException(
          "Pet makes its optimizer and scheduler from its configuration, which is no code;"
              + " convert it to torch to print it (--to torch)");
    }
  }

  /**
   * Its optimizer over these parameters, which get the kinds that the definition says.
   *
   * @throws dev.lockstep.core.OptionException if Pet or torch would refuse it
   */
  static Optimizer optimizer(Definition definition, List<Parameter> parameters, Option... extra) {
    PetDefinition pet = new PetDefinition(definition);
    List<ModelParameter> model =
        parameters.stream().map(p -> new ModelParameter(p, pet.kind(p.name()))).toList();
    return new dev.lockstep.pet.Optimizer(model, pet.solver.optimizer(), OptimizerTypes.STANDARD)
        .build(extra);
  }

  /**
   * Its scheduler.
   *
   * @throws dev.lockstep.core.OptionException if a length is missing, or there is no such policy
   */
  static Scheduler scheduler(Definition definition, Optimizer optimizer) {
    int epoch = definition.stepsPerEpoch() > 0 ? definition.stepsPerEpoch() : -1;
    return new LearningRateScheduler(optimizer, new PetDefinition(definition).solver, epoch);
  }

  private String kind(String name) {
    return definition.parameters().stream()
        .filter(p -> p.name().equals(name))
        .map(ParameterDefinition::kind)
        .findFirst()
        .orElse("");
  }

  /**
   * The same training as a definition of torch, to the bit: parameters of equal rate and decay in
   * one group, the factor as a function of the iteration.
   *
   * @throws dev.lockstep.core.OptionException if Pet would refuse it
   */
  public static Definition torch(Definition definition) {
    return new PetDefinition(definition).torch();
  }

  private Definition torch() {
    OptimizerConfig config = solver.optimizer();
    OptimizerTypes.STANDARD.get(config.type());
    boolean flat = config.type().equals("ADAM");
    Definition torch =
        Definition.of(
            "torch",
            TORCH.getOrDefault(config.type(), ""),
            options(config),
            definition.parameters());
    return torch
        .withGroups(flat ? List.of() : groups(config))
        .withSchedulers(List.of(scheduler()))
        .withStep(definition.step().withClipping(clipping(config.get(PetOptions.CLIP_GRADIENTS))));
  }

  private static Map<String, @Nullable Object> options(OptimizerConfig config) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    if (!config.type().equals("RMSPROP")) {
      options.put("lr", config.baseLr());
    }
    if (config.type().equals("SGD") || config.type().equals("RMSPROP")) {
      options.put("momentum", config.get(PetOptions.MOMENTUM));
    }
    if (config.type().equals("ADAM")) {
      options.put("weight_decay", config.get(PetOptions.WEIGHT_DECAY));
    }
    return options;
  }

  private List<GroupDefinition> groups(OptimizerConfig config) {
    GroupRule rule = new GroupRule(config);
    Map<Map<String, @Nullable Object>, List<String>> names = new LinkedHashMap<>();
    for (ParameterDefinition parameter : definition.parameters()) {
      Parameter stand = new Parameter(parameter.name(), Tensor.zeros(DType.F32));
      ModelParameter member = new ModelParameter(stand, parameter.kind());
      Map<String, @Nullable Object> own = new LinkedHashMap<>();
      own.put("lr", rule.rate(member));
      own.put("weight_decay", rule.decay(member));
      names.computeIfAbsent(own, key -> new ArrayList<>()).add(parameter.name());
    }
    List<GroupDefinition> groups = new ArrayList<>();
    names.forEach((own, members) -> groups.add(GroupDefinition.of(members, own)));
    return groups;
  }

  private SchedulerDefinition scheduler() {
    int epoch = definition.stepsPerEpoch() > 0 ? definition.stepsPerEpoch() : -1;
    Schedule schedule = Schedule.of(solver.scheduler(), epoch);
    Map<String, @Nullable Object> factor = new LinkedHashMap<>();
    factor.put("fn", "pet");
    factor.put("policy", solver.scheduler().get(PetOptions.POLICY));
    factor.put("max_iter", schedule.maxIter());
    factor.put("milestones", schedule.milestones());
    factor.put("warmup_iters", schedule.warmUpIters());
    factor.put("warmup_factor", schedule.warmUpFactor());
    factor.put("warmup_method", schedule.warmUpMethod());
    factor.put("gamma", schedule.gamma());
    factor.put("lr_pow", schedule.lrPow());
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("lr_lambda", factor);
    return new SchedulerDefinition("LambdaLR", args);
  }

  private static List<ClippingDefinition> clipping(ClipGradients clip) {
    if (!clip.isEnabled()) {
      return List.of();
    }
    double limit = clip.get(PetOptions.CLIP_VALUE);
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    if (clip.get(PetOptions.CLIP_TYPE).equals("value")) {
      args.put("clip_value", limit);
      return List.of(new ClippingDefinition("nn.utils.clip_grad_value_", args, false));
    }
    boolean each = clip.get(PetOptions.CLIP_TYPE).equals("norm");
    args.put("max_norm", limit);
    if (each) {
      args.put("norm_type", clip.get(PetOptions.NORM_TYPE));
    }
    return List.of(new ClippingDefinition("nn.utils.clip_grad_norm_", args, each));
  }
}
