package dev.lockstep.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Torch's {@code weight_decay} of AdamW: the parameter is scaled before the update. ND4J's own
 * {@code WeightDecay} adds the decay to the update, which rounds differently.
 *
 * <pre class="formula">
 * p = p*(1 - lr*decay)
 * </pre>
 *
 * @param decay the {@code weight_decay}
 */
public record DecoupledDecay(double decay) implements Regularization {
  @Override
  public ApplyStep applyStep() {
    return ApplyStep.BEFORE_UPDATER;
  }

  @Override
  public void apply(INDArray param, INDArray gradView, double lr, int iteration, int epoch) {
    param.muli(1 - lr * decay);
  }

  /** 0: it is no part of a loss. */
  @Override
  public double score(INDArray param, int iteration, int epoch) {
    return 0;
  }

  @Override
  public Regularization clone() {
    return this;
  }
}
