package dev.lockstep.checkpoint.state;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.checkpoint.Value.Dict;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.StateDict;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The three state dicts of a training in torch: model, optimizer, scheduler.
 *
 * <p>To go on where torch stopped: make optimizer and scheduler as the script does, then load all
 * three.
 */
public final class TorchState {
  private TorchState() {}

  /** A model's {@code state_dict()}. */
  public static Dict model(Collection<Parameter> parameters) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    parameters.forEach(p -> entries.put(new Value.Text(p.name()), PlainValue.of(p.value())));
    return new Dict(Value.Mapping.ORDERED, entries, Map.of());
  }

  /**
   * Overwrites the parameters.
   *
   * @throws CheckpointException torch-layout, if names or shapes differ; nothing is changed then
   */
  public static void loadModel(Collection<Parameter> parameters, Dict saved) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      if (!saved.has(name)) {
        throw new CheckpointException(
            Rule.TORCH_LAYOUT,
            "the model has %s, the checkpoint only %s".formatted(name, names(saved)));
      }
      Object value = PlainValue.plain(saved.get(name));
      if (!(value instanceof Tensor tensor)
          || tensor.dtype() != parameter.value().dtype()
          || !Arrays.equals(tensor.shape(), parameter.value().shape())) {
        throw new CheckpointException(
            Rule.TORCH_LAYOUT,
            "%s is %s, in the checkpoint %s".formatted(name, parameter.value(), value));
      }
      tensors.put(name, tensor);
    }
    if (tensors.size() != saved.entries().size()) {
      throw new CheckpointException(
          Rule.TORCH_LAYOUT,
          "the checkpoint has %s, the model only %s".formatted(names(saved), tensors.keySet()));
    }
    parameters.forEach(parameter -> copy(tensors, parameter));
  }

  private static void copy(Map<String, Tensor> tensors, Parameter parameter) {
    Tensor tensor = tensors.get(parameter.name());
    if (tensor != null) {
      parameter.value().copyFrom(tensor);
    }
  }

  private static Set<String> names(Dict dict) {
    Set<String> names = new TreeSet<>();
    dict.entries().keySet().forEach(key -> names.add(String.valueOf(PlainValue.plain(key))));
    return names;
  }

  /** An optimizer's {@code state_dict()}; an option that is absent is None there. */
  public static Dict optimizer(Optimizer optimizer) {
    StateDict state = optimizer.stateDict();
    List<Map<String, @Nullable Object>> groups = new ArrayList<>();
    for (Map<String, Object> saved : state.paramGroups()) {
      Map<String, @Nullable Object> group = new LinkedHashMap<>();
      for (OptionKey<?> key : optimizer.signature().keys()) {
        group.put(key.name(), saved.get(key.name()));
      }
      group.putAll(saved);
      groups.add(group);
    }
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("state", state.state());
    both.put("param_groups", groups);
    return (Dict) PlainValue.of(both);
  }

  /**
   * Makes an optimizer go on from its {@code state_dict()}.
   *
   * @throws CheckpointException torch-layout, if it is none
   * @throws dev.lockstep.core.OptionException if it is not this optimizer's; nothing is changed
   *     then
   */
  public static void loadOptimizer(Optimizer optimizer, Dict saved) {
    Map<Integer, Map<String, Object>> state = new LinkedHashMap<>();
    map(saved.get("state"))
        .forEach(
            (index, own) -> {
              if (!(index instanceof Integer number)) {
                throw layout("the state of an optimizer is kept by numbers, not by " + index);
              }
              state.put(number, given(own));
            });
    List<Map<String, Object>> groups = new ArrayList<>();
    if (!(PlainValue.plain(saved.get("param_groups")) instanceof List<?> list)) {
      throw layout("param_groups is no list");
    }
    list.forEach(group -> groups.add(given(group)));
    optimizer.loadStateDict(new StateDict(state, groups));
  }

  /** A scheduler's {@code state_dict()}. */
  public static Dict scheduler(Scheduler scheduler) {
    return (Dict) PlainValue.of(scheduler.stateDict());
  }

  /**
   * Makes a scheduler go on from its {@code state_dict()}; the rates are the optimizer's state.
   *
   * @throws dev.lockstep.core.OptionException if a value is of the wrong kind
   */
  public static void loadScheduler(Scheduler scheduler, Dict saved) {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    map(saved).forEach((key, value) -> state.put(String.valueOf(key), value));
    scheduler.loadStateDict(state);
  }

  private static Map<?, ? extends @Nullable Object> map(Value value) {
    if (PlainValue.plain(value) instanceof Map<?, ? extends @Nullable Object> map) {
      return map;
    }
    throw layout("a dictionary is expected, not " + value);
  }

  /** The entries that are not None. */
  private static Map<String, Object> given(@Nullable Object dict) {
    if (!(dict instanceof Map<?, ?> map)) {
      throw layout("a dictionary is expected, not " + dict);
    }
    Map<String, Object> given = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            given.put(String.valueOf(key), value);
          }
        });
    return given;
  }

  private static CheckpointException layout(String message) {
    return new CheckpointException(Rule.TORCH_LAYOUT, message);
  }
}
