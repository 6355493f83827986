package dev.lockstep.torch.optim;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Stepper;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * Torch's optimizer: groups with mutable options, {@link #step()}, {@link #zeroGrad()}, {@link
 * #stateDict()}.
 *
 * <p>Parameters without a gradient are skipped entirely: no decay, no state, no step count. State
 * is made at a parameter's first update.
 *
 * <p>Threads: one caller at a time.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/optim.html">torch.optim 2.15</a>
 */
public abstract class Optimizer {
  private final Signature signature;
  private final Options defaults;
  private final Arithmetic arithmetic;
  private final List<ParamGroup> groups = new ArrayList<>();
  private final Map<Parameter, Slots<?>> states = new LinkedHashMap<>();
  private boolean scheduled;
  private boolean stepped;
  private final Stepper stepper;

  /**
   * Takes the options; {@link #init} then takes the parameters.
   *
   * @param signature names and defaults of the options
   * @param options what differs from the defaults; among them the {@link Arithmetic}
   * @throws OptionException as torch's constructor would refuse it
   */
  protected Optimizer(Signature signature, Option... options) {
    this.signature = signature;
    this.defaults = signature.bind(options);
    Arithmetic chosen = Arithmetic.NATIVE;
    for (Option option : options) {
      chosen = option instanceof Arithmetic given ? given : chosen;
    }
    this.arithmetic = chosen;
    this.stepper = new Stepper(options);
  }

  /** Called at the end of a subclass's constructor: checks the options, then adds the groups. */
  protected final void init(Iterable<? extends Trainable> params) {
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
    if (flat.isEmpty() && grouped.isEmpty()) {
      throw new OptionException("optimizer got an empty parameter list");
    }
    if (!flat.isEmpty() && !grouped.isEmpty()) {
      throw new OptionException(
          "param_group must be a dict: give parameters or groups, not both in one list");
    }
    if (!flat.isEmpty()) {
      grouped.add(Group.of(flat));
    }
    grouped.forEach(this::addParamGroup);
  }

  /**
   * Refuses what torch's constructor refuses, with the facts of its message. Group options are not
   * checked, as in torch.
   */
  protected abstract void validate(Options options);

  /** Schedules the parameters of a group that have a gradient; see {@link #stepper}. */
  protected abstract void stepGroup(ParamGroup group);

  /** Adds a group; its options are laid over the optimizer's. */
  public void addParamGroup(Group group) {
    Set<Parameter> seen = new HashSet<>();
    groups.forEach(existing -> seen.addAll(existing.params()));
    for (Parameter parameter : group.params()) {
      if (seen.contains(parameter)) {
        throw new OptionException(
            "some parameters appear in more than one parameter group: " + parameter.name());
      }
    }
    Options options = new Options(defaults);
    for (Setting<?> setting : signature.settings(group.options())) {
      options.set(setting);
    }
    groups.add(new ParamGroup(group.params(), options));
  }

  /** The groups, live: {@code paramGroups().get(0).set(LR, 0.01)} acts from the next step on. */
  public List<ParamGroup> paramGroups() {
    return Collections.unmodifiableList(groups);
  }

  /** Names and defaults of the options. */
  public Signature signature() {
    return signature;
  }

  /** The options of the constructor, laid over the defaults. */
  public Options defaults() {
    return new Options(defaults);
  }

  /** In which arithmetic this optimizer computes. */
  public Arithmetic arithmetic() {
    return arithmetic;
  }

  /** Forgets all gradients: {@code zeroGrad(true)}. */
  public void zeroGrad() {
    zeroGrad(true);
  }

  /** Forgets all gradients, or sets them to zeros. */
  public void zeroGrad(boolean setToNone) {
    for (ParamGroup group : groups) {
      for (Parameter parameter : group.params()) {
        if (setToNone) {
          parameter.clearGrad();
        } else if (parameter.hasGrad()) {
          parameter.grad().fill(0);
        }
      }
    }
  }

  /** Updates every parameter that has a gradient. */
  public void step() {
    stepped |= scheduled;
    for (ParamGroup group : groups) {
      stepGroup(group);
    }
    stepper.run();
  }

  /**
   * Evaluates the closure (which sets the gradients), then updates.
   *
   * @return what the closure returned: the loss before the update
   */
  public double step(DoubleSupplier closure) {
    double loss = closure.getAsDouble();
    step();
    return loss;
  }

  /** Called by a scheduler when it is made: from then on steps are remembered. */
  public final void becomeScheduled() {
    scheduled = true;
  }

  /** Whether {@link #step()} was called since the first scheduler was made. */
  public final boolean hasSteppedScheduled() {
    return stepped;
  }

  /** The state of a parameter, made by {@link #makeSlots} at its first update. */
  protected final <H> Slots<H> slots(ParamGroup group, Parameter parameter) {
    Slots<?> slots = states.get(parameter);
    if (slots == null) {
      slots = makeSlots(group, parameter);
      states.put(parameter, slots);
    }
    @SuppressWarnings("unchecked") // a subclass makes one kind of slots
    Slots<H> typed = (Slots<H>) slots;
    return typed;
  }

  /** New state of one parameter. */
  protected abstract Slots<?> makeSlots(ParamGroup group, Parameter parameter);

  /** The optimizer's stepper, for {@link #stepGroup}. */
  protected final Stepper stepper() {
    return stepper;
  }

  /**
   * The state of one parameter under torch's keys; empty if it was never updated.
   *
   * <p>The tensors are the live ones, as in torch's {@code optimizer.state[p]}.
   */
  public Map<String, Object> state(Parameter parameter) {
    Slots<?> slots = states.get(parameter);
    return slots == null ? Map.of() : describe(slots);
  }

  /** The state of one parameter under torch's keys: every slot, and {@code step} if it is kept. */
  protected Map<String, Object> describe(Slots<?> slots) {
    Map<String, Object> state = new LinkedHashMap<>();
    for (int i = 0; i < slots.names().size(); i++) {
      state.put(slots.names().get(i), slots.tensor(i));
    }
    return state;
  }

  /** A copy of the whole state, with torch's keys and layout. */
  public StateDict stateDict() {
    Map<Integer, Map<String, Object>> state = new LinkedHashMap<>();
    List<Map<String, Object>> packed = new ArrayList<>();
    int index = 0;
    for (ParamGroup group : groups) {
      Map<String, Object> entry = new LinkedHashMap<>();
      for (OptionKey<?> key : group.options().keys()) {
        entry.put(key.name(), group.get(key));
      }
      List<Integer> indices = new ArrayList<>();
      for (Parameter parameter : group.params()) {
        Map<String, Object> live = state(parameter);
        if (!live.isEmpty()) {
          Map<String, Object> copy = new LinkedHashMap<>(live);
          copy.replaceAll((key, value) -> value instanceof Tensor tensor ? tensor.copy() : value);
          state.put(index, copy);
        }
        indices.add(index++);
      }
      entry.put("params", indices);
      packed.add(entry);
    }
    return new StateDict(state, packed);
  }

  /**
   * Takes over a state, copying it.
   *
   * @throws OptionException if the number or the sizes of the groups differ, or a state tensor does
   *     not fit its parameter; nothing is changed then
   */
  public void loadStateDict(StateDict dict) {
    if (dict.paramGroups().size() != groups.size()) {
      throw new OptionException(
          "loaded state dict has a different number of parameter groups: it has %d, the optimizer %d"
              .formatted(dict.paramGroups().size(), groups.size()));
    }
    List<Parameter> order = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      if (!(dict.paramGroups().get(i).get("params") instanceof List<?> indices)
          || indices.size() != groups.get(i).params().size()) {
        throw new OptionException(
            "loaded state dict contains a parameter group that doesn't match the size of"
                + " optimizer's group "
                + i);
      }
      order.addAll(groups.get(i).params());
    }
    Map<Parameter, Slots<?>> loaded = new LinkedHashMap<>();
    dict.state()
        .forEach(
            (index, values) -> {
              Parameter parameter = order.get(index);
              Slots<?> slots = makeSlots(groupOf(parameter), parameter);
              restore(slots, values);
              loaded.put(parameter, slots);
            });
    for (int i = 0; i < groups.size(); i++) {
      restoreOptions(groups.get(i), dict.paramGroups().get(i));
    }
    states.clear();
    states.putAll(loaded);
  }

  /** Fills new slots from the values of {@link #describe}. */
  protected void restore(Slots<?> slots, Map<String, Object> values) {
    for (int i = 0; i < slots.names().size(); i++) {
      if (values.get(slots.names().get(i)) instanceof Tensor tensor) {
        slots.tensor(i).copyFrom(tensor);
      }
    }
  }

  private static void restoreOptions(ParamGroup group, Map<String, Object> values) {
    for (OptionKey<?> key : List.copyOf(group.options().keys())) {
      Object value = values.get(key.name());
      if (value != null) {
        set(group, key, value);
      }
    }
  }

  private static <T> void set(ParamGroup group, OptionKey<T> key, Object value) {
    group.set(key, key.type().cast(value));
  }

  private ParamGroup groupOf(Parameter parameter) {
    for (ParamGroup group : groups) {
      if (group.params().contains(parameter)) {
        return group;
      }
    }
    throw new IllegalStateException(parameter.name() + " is in no group");
  }

  /** Throws with a message unless the condition holds. */
  protected static void require(boolean condition, String message, Object... args) {
    if (!condition) {
      throw new OptionException(message.formatted(args));
    }
  }
}
