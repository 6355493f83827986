package dev.lockstep.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A saved state on its way into a {@link GroupOptimizer}: all of it is read and checked, nothing is
 * changed.
 *
 * @param <V> what a state holds under a key
 */
public abstract class GroupStateReader<V> {
  private final List<Options> options = new ArrayList<>();
  private final Map<Parameter, Map<String, V>> states = new LinkedHashMap<>();
  private final Map<Integer, Parameter> parameters = new LinkedHashMap<>();
  private final Map<Integer, Options> optionsOf = new LinkedHashMap<>();

  /**
   * Reads everything; called at the end of a subclass's constructor.
   *
   * @throws OptionException if the number or the sizes of the groups differ, or an option or a
   *     state does not fit
   */
  protected final void read(
      List<ParamGroup> groups,
      List<Map<String, Object>> savedGroups,
      Map<Integer, Map<String, V>> saved) {
    OptionChecks.require(
        savedGroups.size() == groups.size(),
        "loaded state dict has a different number of parameter groups: it has %s, the optimizer %s",
        savedGroups.size(),
        groups.size());
    for (int i = 0; i < groups.size(); i++) {
      readGroup(i, groups.get(i), savedGroups.get(i));
    }
    saved.forEach(this::readState);
  }

  /** The options of a group from what was saved, {@code params} among it. */
  protected abstract Options readOptions(int index, ParamGroup group, Map<String, Object> saved);

  /** The state of a parameter, with its group's options as they were read. */
  protected abstract Map<String, V> readState(
      Options options, Parameter parameter, Map<String, V> saved);

  /** The options of each group. */
  final List<Options> options() {
    return options;
  }

  /** The state of each parameter that has one. */
  final Map<Parameter, Map<String, V>> states() {
    return states;
  }

  private void readGroup(int index, ParamGroup group, Map<String, Object> saved) {
    Options read = readOptions(index, group, saved);
    options.add(read);
    List<?> ids = saved.get("params") instanceof List<?> list ? list : List.of();
    OptionChecks.require(
        ids.size() == group.params().size(),
        "loaded state dict contains a parameter group that doesn't match the size of optimizer's"
            + " group: group %s has %s parameters, the optimizer's %s",
        index,
        ids.size(),
        group.params().size());
    for (int i = 0; i < ids.size(); i++) {
      int id = ((Number) ids.get(i)).intValue();
      parameters.put(id, group.params().get(i));
      optionsOf.put(id, read);
    }
  }

  private void readState(Integer id, Map<String, V> saved) {
    Parameter parameter = parameters.get(id);
    Options own = optionsOf.get(id);
    if (parameter == null || own == null) {
      throw new OptionException(
          "loaded state dict has state of parameter %s, which is in no group".formatted(id));
    }
    if (!saved.isEmpty()) {
      states.put(parameter, readState(own, parameter, saved));
    }
  }

  /** Sets an option from plain data. */
  protected static <T> void set(Options read, OptionKey<T> key, @Nullable Object value) {
    read.set(key, key.read(value));
  }

  /** A copy of a saved tensor in the type of another one, whose shape it must have. */
  protected static Tensor fitted(String name, Tensor saved, Tensor like) {
    OptionChecks.require(
        Arrays.equals(saved.shape(), like.shape()), "%s must be %s, got %s", name, like, saved);
    Tensor read = like.zerosLike();
    for (int i = 0; i < read.size(); i++) {
      read.set(i, saved.get(i));
    }
    return read;
  }
}
