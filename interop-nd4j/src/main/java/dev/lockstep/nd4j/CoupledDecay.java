package dev.lockstep.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Torch's {@code weight_decay} of SGD and Adam: before the update the decayed parameter is added to
 * the gradient.
 *
 * <pre class="formula">
 * g = g + decay*p
 * </pre>
 *
 * @param decay the {@code weight_decay}
 */
public record CoupledDecay(double decay) implements Regularization {
  @Override
  public ApplyStep applyStep() {
    return ApplyStep.BEFORE_UPDATER;
  }

  @Override
  public void apply(INDArray param, INDArray gradView, double lr, int iteration, int epoch) {
    try (INDArray decayed = param.mul(decay)) {
      gradView.addi(decayed);
    }
  }

  /** 0: torch's loss does not contain the decay. */
  @Override
  public double score(INDArray param, int iteration, int epoch) {
    return 0;
  }

  @Override
  public Regularization clone() {
    return this;
  }
}
