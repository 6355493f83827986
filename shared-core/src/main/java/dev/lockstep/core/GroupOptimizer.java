package dev.lockstep.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An optimizer with groups whose options may be changed between steps, and with a state for each
 * parameter: what the frameworks that have such optimizers share. When a state is made, what counts
 * as a step and what is refused differs between them, and is a subclass's.
 *
 * <p>Threads: one caller at a time.
 *
 * @param <V> what a state holds under a key
 */
public abstract class GroupOptimizer<V> {
  private final Signature signature;
  private final Options defaults;
  private final Arithmetic arithmetic;
  private final List<ParamGroup> groups = new ArrayList<>();
  private final List<ParamGroup> groupsView = Collections.unmodifiableList(groups);
  private final Map<Parameter, Map<String, V>> states = new LinkedHashMap<>();

  /**
   * An optimizer without groups.
   *
   * @param signature names and defaults of the options
   * @param options what differs from the defaults; among them the {@link Arithmetic}
   * @throws OptionException if an option is not one of this optimizer's
   */
  protected GroupOptimizer(Signature signature, Option... options) {
    this.signature = signature;
    this.defaults = signature.bind(options);
    this.arithmetic = Arithmetic.of(options);
  }

  /**
   * Adds a group; its options are laid over the optimizer's.
   *
   * @throws OptionException as the framework would refuse it
   */
  public abstract void addParamGroup(Group group);

  /** Called when a state was loaded: what was derived from the old one is to be forgotten. */
  protected void stateReplaced() {}

  /** Appends a group. */
  protected final void append(ParamGroup group) {
    groups.add(group);
  }

  /** Refuses a parameter that is in a group already. */
  protected final void requireNew(Iterable<Parameter> params) {
    Set<Parameter> seen = new HashSet<>();
    groups.forEach(group -> seen.addAll(group.params()));
    for (Parameter parameter : params) {
      require(
          !seen.contains(parameter),
          "some parameters appear in more than one parameter group: %s",
          parameter.name());
    }
  }

  /** A default that depends on other options. */
  protected final <T> void setDefault(OptionKey<T> key, T value) {
    defaults.set(key, value);
  }

  /** The optimizer's name, then a line for each group, as when it is printed in Python. */
  @Override
  public final String toString() {
    StringBuilder text = new StringBuilder(signature.api());
    groups.forEach(group -> text.append("\n  ").append(group));
    return text.toString();
  }

  /** The groups, live: {@code paramGroups().get(0).set(LR, 0.01)} acts from the next step on. */
  public final List<ParamGroup> paramGroups() {
    return groupsView;
  }

  /** Names and defaults of the options. */
  public final Signature signature() {
    return signature;
  }

  /** The options of the constructor, laid over the defaults; a copy. */
  public final Options defaults() {
    return new Options(defaults);
  }

  /** In which arithmetic this optimizer computes. */
  public final Arithmetic arithmetic() {
    return arithmetic;
  }

  /** Whether this optimizer computes in {@link Arithmetic#COMMON}. */
  protected final boolean isCommon() {
    return arithmetic == Arithmetic.COMMON;
  }

  /**
   * The state of one parameter under the framework's keys; empty if it has none.
   *
   * <p>A view of the live state.
   */
  public final Map<String, V> state(Parameter parameter) {
    return Collections.unmodifiableMap(states.getOrDefault(parameter, Map.of()));
  }

  /** The live states. */
  protected final Map<Parameter, Map<String, V>> states() {
    return states;
  }

  /** Forgets all gradients. */
  protected final void forgetGradients() {
    for (ParamGroup group : groups) {
      group.params().forEach(Parameter::clearGrad);
    }
  }

  /** Sets the gradients that are there to zeros; a sparse one has no rows then. */
  protected final void fillGradientsWithZeros() {
    for (ParamGroup group : groups) {
      for (Parameter parameter : group.params()) {
        if (parameter.hasSparseGrad()) {
          parameter.setGrad(SparseRows.none(parameter.value()));
        } else if (parameter.hasGrad()) {
          parameter.grad().fill(0);
        }
      }
    }
  }

  /** The index of each parameter in a saved state: counted through all groups, each once. */
  protected Map<Parameter, Integer> indices() {
    Map<Parameter, Integer> indices = new LinkedHashMap<>();
    for (ParamGroup group : groups) {
      group.params().forEach(parameter -> indices.putIfAbsent(parameter, indices.size()));
    }
    return indices;
  }

  /**
   * Per group every option under its name, tensors as copies, and {@code params} with the
   * parameters' indices.
   */
  protected final List<Map<String, Object>> packedGroups(Map<Parameter, Integer> indices) {
    List<Map<String, Object>> packed = new ArrayList<>();
    UnaryOperator<Tensor> copies = Live.copies();
    for (ParamGroup group : groups) {
      Map<String, Object> options = new LinkedHashMap<>();
      group.options().keys().forEach(key -> options.put(key.name(), saved(group, key, copies)));
      options.put("params", group.params().stream().map(indices::get).toList());
      packed.add(options);
    }
    return packed;
  }

  private static Object saved(ParamGroup group, OptionKey<?> key, UnaryOperator<Tensor> copies) {
    Live<?> live = group.options().live(key);
    return live == null ? group.get(key) : live.copy(copies).plain();
  }

  /** Copies of the tensors of a state. */
  protected static Map<String, Tensor> copies(Map<String, Tensor> state) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    state.forEach((key, tensor) -> copies.put(key, tensor.copy()));
    return copies;
  }

  /** Takes over what was read, after all of it was checked. */
  protected final void become(GroupStateReader<V> read) {
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).options().become(read.options().get(i));
    }
    states.clear();
    states.putAll(read.states());
    stateReplaced();
  }

  /** Throws with a message unless the condition holds. */
  protected static void require(boolean condition, String message) {
    OptionChecks.require(condition, message);
  }

  /** Throws with a formatted message unless the condition holds. */
  protected static void require(boolean condition, String message, Object... args) {
    OptionChecks.require(condition, message, args);
  }
}
