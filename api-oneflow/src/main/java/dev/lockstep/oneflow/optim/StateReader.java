package dev.lockstep.oneflow.optim;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state dict on its way into an optimizer: all of it is read and checked, nothing is changed. */
final class StateReader {
  private final Optimizer optimizer;
  private final List<Options> options = new ArrayList<>();
  private final Map<Parameter, Map<String, Tensor>> states = new LinkedHashMap<>();
  private final Map<Integer, Parameter> parameters = new LinkedHashMap<>();

  StateReader(Optimizer optimizer, StateDict dict) {
    this.optimizer = optimizer;
    List<ParamGroup> groups = optimizer.paramGroups();
    Optimizer.require(
        dict.paramGroups().size() == groups.size(),
        "loaded state dict has a different number of parameter groups: it has %d, the optimizer %d",
        dict.paramGroups().size(),
        groups.size());
    for (int i = 0; i < groups.size(); i++) {
      readGroup(i, groups.get(i), dict.paramGroups().get(i));
    }
    dict.state().forEach(this::readState);
  }

  /** The options of each group. */
  List<Options> options() {
    return options;
  }

  /** The state of each parameter that has one. */
  Map<Parameter, Map<String, Tensor>> states() {
    return states;
  }

  private void readGroup(int index, ParamGroup group, Map<String, Object> saved) {
    Options read = new Options(group.options());
    saved.forEach(
        (name, value) -> {
          if (!name.equals("params")) {
            set(read, optimizer.key(name), value);
          }
        });
    options.add(read);
    List<?> ids = saved.get("params") instanceof List<?> list ? list : List.of();
    Optimizer.require(
        ids.size() == group.params().size(),
        "loaded state dict contains a parameter group that doesn't match the size of optimizer's"
            + " group: group %d has %d parameters, the optimizer's %d",
        index,
        ids.size(),
        group.params().size());
    for (int i = 0; i < ids.size(); i++) {
      parameters.put(((Number) ids.get(i)).intValue(), group.params().get(i));
    }
  }

  private static <T> void set(Options read, OptionKey<T> key, Object value) {
    read.set(key, key.read(value));
  }

  private void readState(Integer id, Map<String, Tensor> saved) {
    Parameter parameter = parameters.get(id);
    if (parameter == null) {
      throw new OptionException(
          "loaded state dict has state of parameter %d, which is in no group".formatted(id));
    }
    Map<String, Tensor> read = new LinkedHashMap<>();
    saved.forEach((key, tensor) -> read.put(key, fitted(parameter, key, tensor)));
    states.put(parameter, read);
  }

  private static Tensor fitted(Parameter parameter, String key, Tensor saved) {
    Tensor like = parameter.value();
    Optimizer.require(
        Arrays.equals(saved.shape(), like.shape()),
        "%s of %s must be %s, got %s",
        key,
        parameter.name(),
        like,
        saved);
    Tensor read = like.zerosLike();
    for (int i = 0; i < read.size(); i++) {
      read.set(i, saved.get(i));
    }
    return read;
  }
}
