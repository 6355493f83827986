package dev.lockstep.mindspore;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.Map;

/**
 * An optimizer as MindSpore has it: called with all gradients, it updates all parameters and counts
 * the step by itself.
 *
 * <p>Threads: one caller at a time.
 */
public interface MindSporeOptimizer {
  /** Names, order and defaults of the options. */
  Signature signature();

  /** In which arithmetic this optimizer computes. */
  Arithmetic arithmetic();

  /** The parameters in the order in which {@link #apply} takes their gradients. */
  List<Parameter> parameterOrder();

  /**
   * One step, MindSpore's {@code optimizer(gradients)}: the rate is read at the steps taken so far,
   * then the step is counted, then every parameter is updated. The gradients become those of the
   * parameters and are not changed.
   *
   * @param gradients one for each parameter, in {@link #parameterOrder}; there is no "no gradient"
   * @throws dev.lockstep.core.OptionException if the number, a type or a size is wrong, a list of
   *     rates is exhausted, or the real CPU kernel refuses; nothing is changed then
   */
  void apply(List<Tensor> gradients);

  /** The rate that the coming step would use, for each parameter in {@link #parameterOrder}. */
  float[] getLr();

  /**
   * State that belongs to no single parameter, under the framework's attribute names: {@link
   * Integer} counters and live {@link Tensor}s.
   */
  Map<String, Object> globalState();

  /** The state of one parameter under the framework's attribute names; the tensors are live. */
  Map<String, Object> state(Parameter parameter);

  /**
   * A copy of everything that training changes, under the names of MindSpore's parameters, as they
   * stand in a checkpoint: {@code global_step}, {@code learning_rate}, {@code fc.weight}, {@code
   * moments.fc.weight}.
   *
   * <p>It is complete: also what the real {@code experimental.optim} classes leave out of a
   * checkpoint ({@code mu_product_*}, {@code eta_*}, {@code mu_*}, the groups' rates).
   */
  Map<String, Object> parametersDict();

  /**
   * Takes over what {@link #parametersDict} gave, copying it; names that are not its own are
   * ignored.
   *
   * @throws dev.lockstep.core.OptionException if a name is missing or a tensor does not fit;
   *     nothing is changed then
   */
  void loadParametersDict(Map<String, ?> dict);
}
