package dev.lockstep.mindspore.nn;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of parameters under MindSpore's names ({@code fc.weight}), in the order of registration:
 * own parameters first, then the children's. An optimizer reads the names: a flat list of an {@code
 * nn} optimizer does not decay parameters with {@code beta} or {@code gamma} in theirs.
 *
 * <p>Threads: no locking.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.Cell.html">MindSpore
 *     2.10</a>
 */
public abstract class Cell {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Cell> children = new LinkedHashMap<>();
  private boolean training;

  /** Makes and adds a parameter of this cell; the tensor is used as it is. */
  protected final Parameter insertParam(String name, Tensor value) {
    checkFree(name);
    Parameter parameter = new Parameter(name, value);
    parameters.put(name, parameter);
    return parameter;
  }

  /** Adds a child; its parameters are renamed to start with {@code name.}. */
  protected final <C extends Cell> C insertChild(String name, C child) {
    checkFree(name);
    child.parametersDict().forEach((inner, parameter) -> parameter.rename(name + "." + inner));
    children.put(name, child);
    return child;
  }

  /** The parameters of the tree that are to be trained. */
  public final List<Parameter> trainableParams() {
    return parametersDict().values().stream().filter(Parameter::requiresGrad).toList();
  }

  /** All parameters of the tree by full name. */
  public final Map<String, Parameter> parametersDict() {
    Map<String, Parameter> all = new LinkedHashMap<>(parameters);
    children.forEach(
        (name, child) ->
            child
                .parametersDict()
                .forEach((inner, parameter) -> all.put(name + "." + inner, parameter)));
    return all;
  }

  /** This cell under the empty name, and every cell below it by full name, depth first. */
  public final Map<String, Cell> cellsAndNames() {
    Map<String, Cell> all = new LinkedHashMap<>();
    all.put("", this);
    children.forEach(
        (name, child) ->
            child
                .cellsAndNames()
                .forEach(
                    (inner, cell) -> all.put(inner.isEmpty() ? name : name + "." + inner, cell)));
    return all;
  }

  /** Sets training mode for the whole tree. */
  public final void setTrain(boolean mode) {
    training = mode;
    children.values().forEach(child -> child.setTrain(mode));
  }

  /** Whether this cell is in training mode; false at first, as in MindSpore. */
  public final boolean isTraining() {
    return training;
  }

  private void checkFree(String name) {
    if (name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          "a name must not be empty or hold a dot, got \"" + name + "\"");
    }
    if (parameters.containsKey(name) || children.containsKey(name)) {
      throw new IllegalArgumentException("the name " + name + " is taken");
    }
  }
}
