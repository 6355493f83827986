package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.GRAD_CLIPPING;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.LOSS_SCALE;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.LOSS_SCALE_FACTOR;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.LR_SCHEDULER;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.TRAIN_STEP_LBN;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.VARIABLES;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_EXCLUDES;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_INCLUDES;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.job.JobScope;
import dev.lockstep.oneflow.job.Loss;
import dev.lockstep.oneflow.job.Minimizer;
import dev.lockstep.oneflow.job.Regularizer;
import dev.lockstep.oneflow.job.Session;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A legacy optimizer: configuration, made anew in every run of a job; its state is the session's.
 *
 * <p>A run: gradients of the scaled loss, divided by the scale; under a dynamic scale a run with a
 * gradient that is not finite is skipped; clipping; regularizers; the update with the rate of the
 * train step. The train step counts every run.
 *
 * @see <a href="https://github.com/Oneflow-Inc/oneflow">OneFlow's source of 2021-07</a>
 */
public abstract class Optimizer implements Minimizer {
  private final Options options;

  /**
   * An optimizer with declared arguments.
   *
   * @throws OptionException if there is no scheduler, one is unknown, or decay is both included and
   *     excluded
   */
  protected Optimizer(Signature signature, Option... options) {
    this.options = signature.bind(options);
    for (Option option : options) {
      if (option instanceof LrScheduler scheduler) {
        this.options.set(LR_SCHEDULER, scheduler);
      }
    }
    if (!this.options.has(LR_SCHEDULER)) {
      throw new OptionException(signature.simpleName() + ": lr_scheduler must be given");
    }
    if (this.options.has(LOSS_SCALE) && this.options.has(LOSS_SCALE_FACTOR)) {
      throw new OptionException(
          signature.simpleName() + ": give loss_scale_policy or loss_scale_factor, not both");
    }
    if (this.options.has(WEIGHT_DECAY_INCLUDES) && this.options.has(WEIGHT_DECAY_EXCLUDES)) {
      throw new OptionException(
          signature.simpleName()
              + ": give weight_decay_includes or weight_decay_excludes, not both");
    }
  }

  /** A signature with the argument that every optimizer takes first. */
  static Signature start(String name) {
    return Signature.of("oneflow.optimizer." + name).option(LR_SCHEDULER);
  }

  /** Adds the static loss scale. */
  static Signature scale(Signature signature) {
    return signature.option(LOSS_SCALE_FACTOR);
  }

  /** Adds a decay and the variables that have it. */
  static Signature decay(Signature signature) {
    return signature
        .option(WEIGHT_DECAY)
        .option(WEIGHT_DECAY_INCLUDES)
        .option(WEIGHT_DECAY_EXCLUDES);
  }

  /** Adds the arguments that every optimizer takes last. */
  static Signature rest(Signature signature) {
    return signature
        .option(GRAD_CLIPPING)
        .option(TRAIN_STEP_LBN)
        .option(LOSS_SCALE)
        .option(VARIABLES);
  }

  /** The update of a variable, with new state. */
  abstract VariableUpdate updateOf(Parameter variable);

  /** The rate of each train step. */
  public final LrScheduler lrScheduler() {
    return options.get(LR_SCHEDULER);
  }

  /** The arguments. */
  final Options options() {
    return options;
  }

  /**
   * Says that the job minimises this loss; to be called once in a train job.
   *
   * @throws OptionException elsewhere
   */
  public final void minimize(Loss loss) {
    JobScope.minimize(this, loss);
  }

  /** Whether a variable is trained by this optimizer. */
  final boolean takes(Parameter variable) {
    return !options.has(VARIABLES) || options.get(VARIABLES).has(variable.name());
  }

  @Override
  public final void train(Session session, String job, Loss loss) {
    LossScale policy = policy();
    String key = job + "/" + getClass().getSimpleName() + trained();
    Training training = session.state(key, Training.class, () -> new Training(policy.initial()));
    String lbn = options.has(TRAIN_STEP_LBN) ? options.get(TRAIN_STEP_LBN) : key;
    Map<Parameter, Tensor> gradients = own(loss.gradients(training.scale));
    boolean finite = unscale(gradients, training.scale);
    if (finite || !policy.isDynamic()) {
      update(session, training, gradients, lrScheduler().rate(session.trainStep(lbn)));
    }
    training.observe(policy, finite);
    session.setTrainStep(lbn, session.trainStep(lbn) + 1);
  }

  private LossScale policy() {
    if (options.has(LOSS_SCALE)) {
      return options.get(LOSS_SCALE);
    }
    return LossScale.fixed(options.has(LOSS_SCALE_FACTOR) ? options.get(LOSS_SCALE_FACTOR) : 1);
  }

  /** Two optimizers of one class in a job are told apart by what they train. */
  private String trained() {
    return options.has(VARIABLES) ? options.get(VARIABLES).names().toString() : "";
  }

  private Map<Parameter, Tensor> own(Map<Parameter, Tensor> gradients) {
    Map<Parameter, Tensor> own = new LinkedHashMap<>();
    gradients.forEach(
        (variable, gradient) -> {
          if (takes(variable)) {
            own.put(variable, gradient);
          }
        });
    return own;
  }

  private static boolean unscale(Map<Parameter, Tensor> gradients, double scale) {
    boolean finite = true;
    for (Tensor gradient : gradients.values()) {
      for (int i = 0; i < gradient.size(); i++) {
        finite &= Double.isFinite(gradient.get(i));
        gradient.set(i, gradient.get(i) * (1 / scale));
      }
    }
    return finite;
  }

  private void update(
      Session session, Training training, Map<Parameter, Tensor> gradients, float lr) {
    if (options.has(GRAD_CLIPPING)) {
      options.get(GRAD_CLIPPING).apply(gradients.values());
    }
    training.count++;
    gradients.forEach(
        (variable, gradient) -> {
          regularize(session.regularizer(variable), variable.value(), gradient);
          variable.setGrad(gradient);
          training
              .updates
              .computeIfAbsent(variable, this::updateOf)
              .update(lr, decay(variable.name()), training.count);
          variable.clearGrad();
        });
  }

  private static void regularize(Regularizer regularizer, Tensor value, Tensor gradient) {
    for (int i = 0; i < gradient.size(); i++) {
      double p = value.get(i);
      double added = regularizer.l1() * Math.signum(p) + regularizer.l2() * p;
      gradient.set(i, gradient.get(i) + added);
    }
  }

  private double decay(String variable) {
    boolean left =
        !options.has(WEIGHT_DECAY)
            || (options.has(WEIGHT_DECAY_INCLUDES)
                && !options.get(WEIGHT_DECAY_INCLUDES).matches(variable))
            || (options.has(WEIGHT_DECAY_EXCLUDES)
                && options.get(WEIGHT_DECAY_EXCLUDES).matches(variable));
    return left ? 0 : options.get(WEIGHT_DECAY);
  }
}
