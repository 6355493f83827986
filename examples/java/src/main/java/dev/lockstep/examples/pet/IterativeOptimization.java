package dev.lockstep.examples.pet;

import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.pet.Checkpointer;
import dev.lockstep.pet.LRScheduler;
import dev.lockstep.pet.LearningRateScheduler;
import dev.lockstep.pet.Optimizer;
import dev.lockstep.pet.OptimizerTypes;
import dev.lockstep.pet.Policies;
import dev.lockstep.pet.Solver;
import dev.lockstep.pet.Storage;
import dev.lockstep.pet.Training;
import dev.lockstep.torch.optim.Adamax;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Pet's guide to iterative optimization: an optimizer whose groups follow the configuration, a
 * schedule with a warm-up, a training with hooks, a checkpoint, and extensions of one's own.
 */
public final class IterativeOptimization {
  private static final String CONFIGURATION =
      """
      SOLVER:
        OPTIMIZER:
          TYPE: SGD
          BASE_LR: 0.1
          BIAS_LR_FACTOR: 2.0
          BACKBONE_LR_FACTOR: 0.5
          WEIGHT_DECAY: 0.0001
          WEIGHT_DECAY_NORM: 0.0
          WEIGHT_DECAY_BIAS: 0.0
          WEIGHT_DECAY_EMBED: 0.00005
          MOMENTUM: 0.9
          CLIP_GRADIENTS: {ENABLED: true, CLIP_TYPE: full_model, CLIP_VALUE: 1.0}
        SCHEDULER:
          POLICY: %s
          TOTAL_ITERS: 10
          STEPS: [4, 7]
          WARM_UP_ITERS: 3
          WARM_UP_FACTOR: 0.1
          WARM_UP_METHOD: LINEAR
      """;

  private final Detector model = new Detector();

  private static Solver solver(String policy) {
    return Solver.fromYaml(CONFIGURATION.formatted(policy));
  }

  /** What build gives each parameter: a line each with its rate and its weight decay. */
  public List<String> groups() {
    var optimizer = new Optimizer(model, solver("STEP").optimizer()).build();
    List<String> lines = new ArrayList<>();
    for (ParamGroup group : optimizer.paramGroups()) {
      String name = group.params().get(0).name();
      lines.add(
          name + " " + group.get(TorchOptions.LR) + " " + group.get(TorchOptions.WEIGHT_DECAY));
    }
    return lines;
  }

  /**
   * The guide's training: optimizer, scheduler, both from the checkpoint, a hook that steps the
   * scheduler after each step. The guide loads the optimizer before it makes the scheduler, which
   * then sets the rate of iteration 0 once more; here the states are loaded last.
   *
   * @param policy how the rate falls
   * @param saved where a training stopped, or empty
   * @param from its first iteration
   * @param to the iteration before which it ends
   * @return the rate of each iteration, and where it stopped
   */
  public Run train(String policy, Checkpointer saved, int from, int to) {
    Solver solver = solver(policy);
    var optimizer = new Optimizer(model, solver.optimizer()).build();
    var scheduler = new LearningRateScheduler(optimizer, solver, -1);
    saved.loadOptimizer(optimizer);
    saved.loadScheduler(scheduler);
    Training training = new Training(new LRScheduler(optimizer, scheduler));
    training.run(from, to, () -> step(optimizer));
    List<Double> rates =
        training.storage().history("lr").stream().map(Storage.Scalar::value).toList();
    return new Run(rates, Checkpointer.of(optimizer, scheduler));
  }

  /**
   * A training.
   *
   * @param rates of the best group, one an iteration
   * @param end the state after it
   */
  public record Run(List<Double> rates, Checkpointer end) {
    public Run {
      rates = List.copyOf(rates);
    }
  }

  private void step(dev.lockstep.torch.optim.Optimizer optimizer) {
    for (Parameter parameter : model.parameters()) {
      Tensor gradient = parameter.value().zerosLike();
      gradient.fill(1);
      parameter.setGrad(gradient);
    }
    optimizer.step();
  }

  /** The lines that a training logs when its rate changes. */
  public List<String> log() {
    Solver solver = solver("STEP");
    var optimizer = new Optimizer(model, solver.optimizer()).build();
    List<String> lines = new ArrayList<>();
    var scheduler =
        new LearningRateScheduler(optimizer, solver, -1, 0, Policies.STANDARD, lines::add);
    new Training(new LRScheduler(optimizer, scheduler)).run(0, 9, () -> step(optimizer));
    return lines;
  }

  /** A policy and an optimizer of one's own: the rates of the first three iterations. */
  public List<Double> extended() {
    Policies policies =
        Policies.STANDARD.with("HALVES", (schedule, i, warmUp) -> warmUp / (1 << i));
    OptimizerTypes types =
        OptimizerTypes.STANDARD.with(
            "ADAMAX", (groups, all, config, extra) -> new Adamax(groups, extra));
    Solver solver =
        Solver.fromYaml(
            "{OPTIMIZER: {TYPE: ADAMAX, BASE_LR: 0.5}, SCHEDULER: {POLICY: HALVES, TOTAL_ITERS: 3}}");
    var optimizer = new Optimizer(model, solver.optimizer()).with(types).build();
    var scheduler = new LearningRateScheduler(optimizer, solver, -1, 0, policies);
    Training training = new Training(new LRScheduler(optimizer, scheduler));
    training.run(0, 3, () -> step(optimizer));
    return training.storage().history("lr").stream().map(Storage.Scalar::value).toList();
  }

  /** Prints every fragment's result. */
  @SuppressWarnings("SystemOut") // an example prints
  public static void main(String[] args) {
    new IterativeOptimization().groups().forEach(System.out::println);
    for (String policy : List.of("STEP", "COSINE", "STEP_COSINE", "POLY")) {
      Run run = new IterativeOptimization().train(policy, Checkpointer.empty(), 0, 10);
      System.out.println(policy + " " + run.rates());
    }
    new IterativeOptimization().log().forEach(System.out::println);
    System.out.println(new IterativeOptimization().extended());
  }
}
