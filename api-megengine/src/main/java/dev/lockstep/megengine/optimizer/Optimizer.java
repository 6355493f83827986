package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MegEngine's optimizer.
 *
 * <p>What differs from torch: <b>state is made in the constructor</b> and only there, so a group
 * that is added later, or a momentum that is switched on later, is refused by {@link #step()}; a
 * rate of 0 freezes a parameter but its state goes on. {@link #clearGrad()} forgets gradients.
 *
 * <p>Parameters without a gradient are skipped: no decay, no state change.
 *
 * <p>Threads: one caller at a time.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/optimizer.html">MegEngine
 *     1.13</a>
 */
public abstract class Optimizer {
  static final String STEP = "step";

  private final Signature signature;
  private final Options defaults;
  private final boolean common;
  private final List<ParamGroup> groups = new ArrayList<>();
  private final Map<Parameter, Map<String, Tensor>> states = new LinkedHashMap<>();

  /**
   * Takes the options; {@link #init} then takes the parameters.
   *
   * @throws OptionException if an option is not one of this optimizer's
   */
  protected Optimizer(Signature signature, Option... options) {
    this.signature = signature;
    this.defaults = signature.bind(options);
    boolean isCommon = false;
    for (Option option : options) {
      isCommon = option instanceof Arithmetic given ? given == Arithmetic.COMMON : isCommon;
    }
    this.common = isCommon;
  }

  /**
   * Called at the end of a subclass's constructor: checks the options, adds the groups, makes the
   * state.
   *
   * @throws OptionException as MegEngine's constructor would refuse it
   */
  protected final void init(Iterable<? extends Trainable> params) {
    for (OptionKey<?> key : signature.keys()) {
      require(defaults.has(key), "%s: %s must be given", signature.simpleName(), key.name());
    }
    validate(defaults);
    List<Parameter> flat = new ArrayList<>();
    List<Group> grouped = new ArrayList<>();
    for (Trainable item : params) {
      if (item instanceof Parameter parameter) {
        flat.add(parameter);
      } else if (item instanceof Group group) {
        grouped.add(group);
      }
    }
    require(!flat.isEmpty() || !grouped.isEmpty(), "optimizer got an empty parameter list");
    require(
        flat.isEmpty() || grouped.isEmpty(),
        "types of params argument given to the optimizer shoud be same: give parameters or groups,"
            + " not both in one list");
    if (!flat.isEmpty()) {
      grouped.add(Group.of(flat));
    }
    grouped.forEach(this::addParamGroup);
    for (ParamGroup group : groups) {
      group.params().forEach(parameter -> createState(group.options(), parameter));
    }
  }

  /** Refuses what MegEngine's constructor refuses, with the facts of its message. */
  protected abstract void validate(Options options);

  /** The state tensors like the parameter under these options. */
  abstract List<String> kept(Options options);

  /** Whether a parameter's steps are counted in its state. */
  abstract boolean counts();

  /** Updates every parameter that has a gradient. */
  abstract void update();

  /** Called when a state was loaded: what was derived from the old one is to be forgotten. */
  abstract void stateReplaced();

  private void createState(Options options, Parameter parameter) {
    Map<String, Tensor> state = states.computeIfAbsent(parameter, p -> new LinkedHashMap<>());
    kept(options).forEach(name -> state.put(name, parameter.value().zerosLike()));
    if (counts()) {
      state.put(STEP, Tensor.scalar(DType.F32, 0));
    }
  }

  /**
   * Adds a group; its options are laid over the optimizer's and not checked. <b>No state is made
   * for it</b>: an optimizer with state refuses its next step, as MegEngine's does.
   *
   * @throws OptionException if one of the parameters is in a group already
   */
  public final void addParamGroup(Group group) {
    for (ParamGroup existing : groups) {
      for (Parameter parameter : group.params()) {
        require(
            !existing.params().contains(parameter),
            "some parameters appear in more than one parameter group: %s",
            parameter.name());
      }
    }
    Options options = new Options(defaults);
    signature.settings(group.options()).forEach(options::set);
    groups.add(new ParamGroup(group.params(), options));
  }

  /** The groups, live: {@code paramGroups().get(1).set(LR, 0.0)} acts from the next step on. */
  public final List<ParamGroup> paramGroups() {
    return Collections.unmodifiableList(groups);
  }

  /** Names and defaults of the options. */
  public final Signature signature() {
    return signature;
  }

  /** The options of the constructor, laid over the defaults. */
  public final Options defaults() {
    return new Options(defaults);
  }

  /** Whether this optimizer computes in {@link Arithmetic#COMMON}. */
  final boolean isCommon() {
    return common;
  }

  /** Forgets all gradients. */
  public final void clearGrad() {
    groups.forEach(group -> group.params().forEach(Parameter::clearGrad));
  }

  /** Fills all gradients with zeros. MegEngine deprecates it: use {@link #clearGrad()}. */
  public final void zeroGrad() {
    for (ParamGroup group : groups) {
      for (Parameter parameter : group.params()) {
        if (parameter.hasGrad()) {
          parameter.grad().fill(0);
        }
      }
    }
  }

  /**
   * Updates every parameter that has a gradient.
   *
   * @throws OptionException if a parameter has no state, or a sparse gradient; nothing has changed
   *     then
   */
  public final Optimizer step() {
    for (int i = 0; i < groups.size(); i++) {
      check(groups.get(i));
    }
    update();
    return this;
  }

  private void check(ParamGroup group) {
    List<String> names = kept(group.options());
    List<Parameter> params = group.params();
    for (int i = 0; i < params.size(); i++) {
      Parameter parameter = params.get(i);
      if (!parameter.hasGrad()) {
        continue;
      }
      if (parameter.hasSparseGrad()) {
        throw new OptionException(
            "the gradient of " + parameter.name() + " is sparse; MegEngine's are dense");
      }
      Map<String, Tensor> state = states.getOrDefault(parameter, Map.of());
      for (int j = 0; j < names.size(); j++) {
        if (!state.containsKey(names.get(j))) {
          throw new OptionException(
              ("KeyError: %s has no state %s; MegEngine makes state in the constructor only: give all"
                      + " groups, and a momentum that is not 0, when the optimizer is made")
                  .formatted(parameter.name(), names.get(j)));
        }
      }
    }
  }

  /** Counts a step of a parameter; returns how many there are with this one. */
  static double count(Map<String, Tensor> state) {
    Tensor step = state.get(STEP);
    if (step == null) {
      return 1;
    }
    step.set(0, step.get(0) + 1);
    return step.get(0);
  }

  /** The state of one parameter under MegEngine's keys, live; empty if it has none. */
  public final Map<String, Tensor> state(Parameter parameter) {
    return Collections.unmodifiableMap(states.getOrDefault(parameter, Map.of()));
  }

  /** The live states. */
  final Map<Parameter, Map<String, Tensor>> states() {
    return states;
  }

  /** A copy of the whole state, with MegEngine's keys and layout. */
  public final StateDict stateDict() {
    Map<Parameter, Integer> indices = new LinkedHashMap<>();
    List<Map<String, Object>> packed = new ArrayList<>();
    for (ParamGroup group : groups) {
      List<Integer> params = new ArrayList<>();
      for (Parameter parameter : group.params()) {
        indices.putIfAbsent(parameter, indices.size());
        params.add(indices.get(parameter));
      }
      Map<String, Object> options = new LinkedHashMap<>();
      group.options().keys().forEach(key -> options.put(key.name(), group.get(key)));
      options.put("params", params);
      packed.add(options);
    }
    Map<Integer, Map<String, Tensor>> copies = new LinkedHashMap<>();
    indices.forEach((parameter, index) -> copies.put(index, copy(state(parameter))));
    return new StateDict(packed, copies);
  }

  private static Map<String, Tensor> copy(Map<String, Tensor> state) {
    Map<String, Tensor> copy = new LinkedHashMap<>();
    state.forEach((key, tensor) -> copy.put(key, tensor.copy()));
    return copy;
  }

  /**
   * Takes over a state, copying it.
   *
   * @throws OptionException if the number, the sizes or the keys of the groups differ, or a tensor
   *     does not fit; nothing is changed then
   */
  public final void loadStateDict(StateDict dict) {
    StateReader read = new StateReader(this, dict);
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).options().become(read.options().get(i));
    }
    states.clear();
    states.putAll(read.states());
    stateReplaced();
  }

  /** Throws with a message unless the condition holds. */
  protected static void require(boolean condition, String message, Object... args) {
    if (!condition) {
      throw new OptionException(message.formatted(args));
    }
  }
}
