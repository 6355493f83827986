package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.job.JobScope;
import dev.lockstep.oneflow.job.Loss;
import dev.lockstep.oneflow.job.Minimizer;
import dev.lockstep.oneflow.job.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code flow.optimizer.CombinedOptimizer}: several optimizers in one job, each for the variables
 * that it names; no variable belongs to two. All see the gradients of before the first update.
 */
public final class CombinedOptimizer implements Minimizer {
  private final List<Optimizer> optimizers;

  /** These optimizers. */
  public CombinedOptimizer(Optimizer... optimizers) {
    this.optimizers = List.of(optimizers);
  }

  /**
   * Says that the job minimises this loss; to be called once in a train job.
   *
   * @throws OptionException elsewhere
   */
  public void minimize(Loss loss) {
    JobScope.minimize(this, loss);
  }

  @Override
  public void train(Session session, String job, Loss loss) {
    for (Parameter variable : session.variables().values()) {
      long takers = optimizers.stream().filter(optimizer -> optimizer.takes(variable)).count();
      if (takers > 1) {
        throw new OptionException(
            "CombinedOptimizer: variable %s belongs to %s optimizers; name the variables of each"
                .formatted(variable.name(), takers));
      }
    }
    Loss kept = new Kept(loss.value(), loss.gradients(1));
    optimizers.forEach(optimizer -> optimizer.train(session, job, kept));
  }

  /** A loss whose gradients were computed already. */
  private record Kept(double value, Map<Parameter, Tensor> unscaled) implements Loss {
    @Override
    public Map<Parameter, Tensor> gradients(double scale) {
      Map<Parameter, Tensor> scaled = new LinkedHashMap<>();
      unscaled.forEach(
          (variable, gradient) -> {
            Tensor copy = gradient.copy();
            for (int i = 0; i < copy.size(); i++) {
              copy.set(i, copy.get(i) * scale);
            }
            scaled.put(variable, copy);
          });
      return scaled;
    }
  }
}
