package dev.lockstep.mindspore.nn;

import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;

/**
 * {@code nn.AdaSumByGradWrapCell}: the gradients of several nodes are added by AdaSum, then the
 * optimizer takes one step with the sum. Not replayed: it needs 16 devices.
 *
 * @see <a href="https://arxiv.org/abs/2006.02924">Maleki et al. 2020</a>
 */
public final class AdaSumByGradWrapCell {
  /** The name; there are no options. */
  public static final Signature SIGNATURE = Signature.of("mindspore.nn.AdaSumByGradWrapCell");

  private final Optimizer optimizer;

  /** Around an optimizer. */
  public AdaSumByGradWrapCell(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /** The optimizer that takes the steps. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /**
   * One step.
   *
   * @param nodes for each node its gradients, in the optimizer's parameter order
   * @throws dev.lockstep.core.OptionException if the number of nodes is not a power of 2 or the
   *     optimizer refuses a gradient; nothing is changed then
   */
  public void apply(List<List<Tensor>> nodes) {
    AdaSum.checkNodes(SIGNATURE.api(), nodes.size());
    nodes.forEach(optimizer::check);
    optimizer.apply(AdaSum.of(nodes));
  }
}
