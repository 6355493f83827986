package dev.lockstep.core;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The value of an option that is held in tensors: whoever fills them changes it.
 *
 * @param <T> the type of the option
 */
public sealed interface Live<T> permits LiveNumber, LiveBetas {
  /** The value now. */
  T now();

  /** As plain data: the tensors themselves. */
  Object plain();

  /** The same value in other tensors: what the function makes of each. */
  Live<T> copy(UnaryOperator<Tensor> copy);

  /** Copies tensors, each once: what options share they share afterwards. */
  static UnaryOperator<Tensor> copies() {
    Map<Tensor, Tensor> copies = new HashMap<>();
    return tensor -> copies.computeIfAbsent(tensor, Tensor::copy);
  }
}
