package dev.lockstep.oneflow.optim;

import dev.lockstep.core.GroupStateReader;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** OneFlow's state dict. */
final class StateReader extends GroupStateReader<Tensor> {
  private final Optimizer optimizer;

  StateReader(Optimizer optimizer, StateDict dict) {
    this.optimizer = optimizer;
    read(optimizer.paramGroups(), dict.paramGroups(), dict.state());
  }

  @Override
  protected Options readOptions(int index, ParamGroup group, Map<String, Object> saved) {
    Options read = new Options(group.options());
    saved.forEach(
        (name, value) -> {
          if (!name.equals("params")) {
            set(read, optimizer.key(name), value);
          }
        });
    return read;
  }

  @Override
  protected Map<String, Tensor> readState(
      Options options, Parameter parameter, Map<String, Tensor> saved) {
    Map<String, Tensor> read = new LinkedHashMap<>();
    saved.forEach(
        (key, tensor) ->
            read.put(key, fitted(key + " of " + parameter.name(), tensor, parameter.value())));
    return read;
  }
}
