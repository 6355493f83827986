package dev.lockstep.mindspore.nn;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code nn.AdaSumByDeltaWeightWrapCell}: every node takes a step with its own gradients and its
 * own optimizer state; the changes are added by AdaSum, and all nodes go on with the sum. Not
 * replayed: it needs 16 devices.
 *
 * @see <a href="https://arxiv.org/abs/2006.02924">Maleki et al. 2020</a>
 */
public final class AdaSumByDeltaWeightWrapCell {
  /** The name; there are no options. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.AdaSumByDeltaWeightWrapCell");

  private final List<Optimizer> optimizers;

  /**
   * Around the nodes' optimizers, each over its own copy of the same parameters.
   *
   * @throws dev.lockstep.core.OptionException if their number is not a power of 2, or the nodes
   *     differ in their parameters
   */
  public AdaSumByDeltaWeightWrapCell(List<Optimizer> optimizers) {
    AdaSum.checkNodes(SIGNATURE.api(), optimizers.size());
    this.optimizers = List.copyOf(optimizers);
    for (Optimizer optimizer : optimizers) {
      List<String> first = names(optimizers.get(0));
      Checks.require(
          names(optimizer).equals(first),
          "%s: all nodes must have the same parameters, got %s and %s",
          SIGNATURE.api(),
          first,
          names(optimizer));
    }
  }

  private static List<String> names(Optimizer optimizer) {
    return optimizer.parameterOrder().stream().map(Parameter::name).toList();
  }

  /**
   * One step of every node.
   *
   * @param nodes for each node its gradients, in the optimizers' parameter order
   * @throws dev.lockstep.core.OptionException if the number of nodes is not a power of 2, or not
   *     that of the optimizers
   */
  public void apply(List<List<Tensor>> nodes) {
    Checks.require(
        nodes.size() == optimizers.size(),
        "%s: gradients of %s nodes are needed, got %s",
        SIGNATURE.api(),
        optimizers.size(),
        nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      optimizers.get(i).check(nodes.get(i));
    }
    List<List<Tensor>> changes = new ArrayList<>();
    List<Tensor> before = values(optimizers.get(0));
    for (int i = 0; i < nodes.size(); i++) {
      optimizers.get(i).apply(nodes.get(i));
      changes.add(difference(before, values(optimizers.get(i))));
    }
    List<Tensor> after = difference(before, AdaSum.of(changes));
    for (Optimizer optimizer : optimizers) {
      for (int i = 0; i < after.size(); i++) {
        optimizer.parameterOrder().get(i).value().copyFrom(after.get(i));
      }
    }
  }

  private static List<Tensor> values(Optimizer optimizer) {
    return optimizer.parameterOrder().stream().map(p -> p.value().copy()).toList();
  }

  private static List<Tensor> difference(List<Tensor> a, List<Tensor> b) {
    List<Tensor> differences = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      Tensor difference = a.get(i).copy();
      for (int k = 0; k < difference.size(); k++) {
        difference.set(k, difference.get(k) - b.get(i).get(k));
      }
      differences.add(difference);
    }
    return differences;
  }
}
