package dev.lockstep.torch.nn;

import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tree of parameters under torch's names ({@code fc.weight}), in the order of registration: own
 * parameters first, then the children's.
 *
 * <p>Threads: no locking.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html">torch 2.15</a>
 */
public abstract class Module {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training = true;

  /** Makes and adds a parameter of this module; the tensor is used as it is. */
  protected final Parameter register(String name, Tensor value) {
    checkFree(name);
    Parameter parameter = new Parameter(name, value);
    parameters.put(name, parameter);
    return parameter;
  }

  /** Adds a child; its parameters are renamed to start with {@code name.}. */
  protected final <M extends Module> M register(String name, M child) {
    checkFree(name);
    child.namedParameters().forEach((inner, parameter) -> parameter.rename(name + "." + inner));
    children.put(name, child);
    return child;
  }

  /** All parameters of the tree. */
  public final List<Parameter> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /** All parameters of the tree by full name. */
  public final Map<String, Parameter> namedParameters() {
    Map<String, Parameter> all = new LinkedHashMap<>(parameters);
    children.forEach(
        (name, child) ->
            child
                .namedParameters()
                .forEach((inner, parameter) -> all.put(name + "." + inner, parameter)));
    return all;
  }

  /**
   * What kind of layer this is, for what treats parameters by kind: {@code linear}, {@code conv},
   * {@code norm}, {@code embedding} or {@code other}, which it is unless overridden.
   */
  public String kind() {
    return "other";
  }

  /** The kind of the layer that each parameter of the tree belongs to, by the full name. */
  public final Map<String, String> kinds() {
    Map<String, String> all = new LinkedHashMap<>();
    parameters.keySet().forEach(name -> all.put(name, kind()));
    children.forEach(
        (name, child) -> child.kinds().forEach((inner, kind) -> all.put(name + "." + inner, kind)));
    return all;
  }

  /** Sets training mode for the whole tree. */
  public final void train(boolean mode) {
    training = mode;
    children.values().forEach(child -> child.train(mode));
  }

  /** Whether this module is in training mode; true at first. */
  public final boolean isTraining() {
    return training;
  }

  /** Forgets all gradients of the tree. */
  public final void zeroGrad() {
    parameters().forEach(Parameter::clearGrad);
  }

  /** Copies of all parameter values by full name. */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    namedParameters().forEach((name, parameter) -> state.put(name, parameter.value().copy()));
    return state;
  }

  /**
   * Overwrites all parameter values.
   *
   * @throws IllegalArgumentException if it is null, or names or sizes differ; nothing is changed
   *     then
   */
  public final void loadStateDict(Map<String, Tensor> state) {
    OptionChecks.given(state, "state_dict of a module");
    Map<String, Parameter> own = namedParameters();
    if (!own.keySet().equals(state.keySet())) {
      Set<String> missing = new TreeSet<>(own.keySet());
      missing.removeAll(state.keySet());
      Set<String> unexpected = new TreeSet<>(state.keySet());
      unexpected.removeAll(own.keySet());
      throw new IllegalArgumentException(
          "state does not fit: missing " + missing + ", unexpected " + unexpected);
    }
    own.forEach(
        (name, parameter) -> {
          Tensor source = state.get(name);
          if (source == null || !source.toString().equals(parameter.value().toString())) {
            throw new IllegalArgumentException(
                "%s must be %s, got %s".formatted(name, parameter.value(), source));
          }
        });
    state.forEach((name, source) -> Objects.requireNonNull(own.get(name)).value().copyFrom(source));
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
