package dev.lockstep.config;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.job.Loss;
import dev.lockstep.oneflow.job.Regularizer;
import dev.lockstep.oneflow.job.Session;
import dev.lockstep.oneflow.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An optimizer of OneFlow's job functions on given gradients: a step is a run of a train job whose
 * loss has the gradients that the parameters hold. Its rate moves by itself.
 *
 * <p>Threads: one caller at a time.
 */
public final class JobTraining {
  private static final String JOB = "train";

  /** The rate of the coming step, to be read only. */
  static final OptionKey<Double> RATE = OptionKey.of("lr", Double.class);

  private final Session session = new Session();
  private final Optimizer optimizer;
  private final ParamGroup group;
  private long steps;

  /** A training of these variables, without regularizers. */
  public JobTraining(Optimizer optimizer, List<Parameter> variables) {
    this.optimizer = optimizer;
    this.group = new ParamGroup(variables, new Options());
    variables.forEach(variable -> session.adopt(variable, Regularizer.NONE));
    readRate();
  }

  /** Whether an API is an optimizer that only runs in a job. */
  public static boolean is(Api api) {
    return Optimizer.class.isAssignableFrom(api.type());
  }

  /** One run. */
  public void step() {
    optimizer.train(session, JOB, new Given(group.params()));
    steps++;
    readRate();
  }

  /** The variables, with the rate of the coming step. */
  ParamGroup group() {
    return group;
  }

  private void readRate() {
    group.set(RATE, (double) optimizer.lrScheduler().rate(steps));
  }

  /**
   * A loss whose gradients the variables hold.
   *
   * @param variables those of the job
   */
  private record Given(List<Parameter> variables) implements Loss {
    @Override
    public double value() {
      return Double.NaN;
    }

    @Override
    public Map<Parameter, Tensor> gradients(double scale) {
      Map<Parameter, Tensor> gradients = new LinkedHashMap<>();
      for (Parameter variable : variables) {
        if (variable.hasGrad()) {
          gradients.put(variable, scaled(Objects.requireNonNull(variable.grad()), scale));
        }
      }
      return gradients;
    }

    private static Tensor scaled(Tensor gradient, double scale) {
      Tensor scaled = gradient.copy();
      for (int i = 0; i < scaled.size(); i++) {
        scaled.set(i, scaled.get(i) * scale);
      }
      return scaled;
    }
  }
}
