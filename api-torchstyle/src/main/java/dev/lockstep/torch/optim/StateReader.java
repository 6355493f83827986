package dev.lockstep.torch.optim;

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
  private final Map<Parameter, Map<String, Object>> states = new LinkedHashMap<>();
  private final Map<Integer, Parameter> parameters = new LinkedHashMap<>();
  private final Map<Integer, Options> optionsOf = new LinkedHashMap<>();

  StateReader(Optimizer optimizer, StateDict dict) {
    this.optimizer = optimizer;
    List<ParamGroup> groups = optimizer.paramGroups();
    if (dict.paramGroups().size() != groups.size()) {
      throw new OptionException(
          "loaded state dict has a different number of parameter groups: it has %d, the optimizer %d"
              .formatted(dict.paramGroups().size(), groups.size()));
    }
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
  Map<Parameter, Map<String, Object>> states() {
    return states;
  }

  private void readGroup(int index, ParamGroup group, Map<String, Object> saved) {
    Options read = optimizer.signature().defaults();
    saved.forEach(
        (name, value) -> {
          if (!name.equals("params")) {
            readOption(read, name, value);
          }
        });
    options.add(read);
    List<?> ids = saved.get("params") instanceof List<?> list ? list : List.of();
    if (ids.size() != group.params().size()) {
      throw new OptionException(
          ("loaded state dict contains a parameter group that doesn't match the size of"
                  + " optimizer's group: group %d has %d parameters, the optimizer's %d")
              .formatted(index, ids.size(), group.params().size()));
    }
    for (int i = 0; i < ids.size(); i++) {
      int id = ((Number) ids.get(i)).intValue();
      parameters.put(id, group.params().get(i));
      optionsOf.put(id, read);
    }
  }

  private void readOption(Options read, String name, Object value) {
    OptionKey<?> key = optimizer.signature().find(name).orElseGet(() -> TorchOptions.entry(name));
    set(read, key, value);
  }

  private static <T> void set(Options read, OptionKey<T> key, Object value) {
    read.set(key, key.read(value));
  }

  private void readState(Integer id, Map<String, Object> saved) {
    Parameter parameter = parameters.get(id);
    Options own = optionsOf.get(id);
    if (parameter == null || own == null) {
      throw new OptionException(
          "loaded state dict has state of parameter %d, which is in no group".formatted(id));
    }
    if (!saved.isEmpty()) {
      states.put(parameter, optimizer.readState(own, parameter, saved));
    }
  }

  /**
   * One value of a state, in the type that the optimizer keeps: torch casts tensors to the
   * parameter's type and leaves scalars alone.
   *
   * @param name of the parameter and the value, for messages
   * @param like a value as the optimizer makes it
   */
  static Object value(String name, Object saved, Object like) {
    if (like instanceof Tensor tensor) {
      return tensor(name, saved, tensor);
    }
    if (saved instanceof Number) {
      return saved;
    }
    if (saved instanceof Tensor tensor && tensor.size() == 1) {
      return tensor.get(0);
    }
    throw new OptionException("%s must be a number, got %s".formatted(name, saved));
  }

  private static Tensor tensor(String name, Object saved, Tensor like) {
    Tensor read = like.zerosLike();
    if (saved instanceof Number number && like.rank() == 0) {
      read.set(0, number.doubleValue());
      return read;
    }
    if (!(saved instanceof Tensor tensor) || !Arrays.equals(tensor.shape(), like.shape())) {
      throw new OptionException("%s must be %s, got %s".formatted(name, like, saved));
    }
    for (int i = 0; i < read.size(); i++) {
      read.set(i, tensor.get(i));
    }
    return read;
  }
}
