package dev.lockstep.torch.optim;

import dev.lockstep.core.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What torch's {@code optimizer.state_dict()} holds, under torch's own keys. What is None in torch
 * is absent here.
 *
 * @param state per parameter index (counted through all groups): key to tensor, number, or list of
 *     those; a parameter that was never updated is absent
 * @param paramGroups per group: every option, and {@code params} with the parameter indices
 */
public record StateDict(
    Map<Integer, Map<String, Object>> state, List<Map<String, Object>> paramGroups) {

  /** A deep copy of one parameter's state. */
  static Map<String, Object> copy(Map<String, Object> state) {
    Map<String, Object> copy = new LinkedHashMap<>();
    state.forEach((key, value) -> copy.put(key, copy(value)));
    return copy;
  }

  private static Object copy(Object value) {
    if (value instanceof Tensor tensor) {
      return tensor.copy();
    }
    return value instanceof List<?> list ? list.stream().map(StateDict::copy).toList() : value;
  }
}
