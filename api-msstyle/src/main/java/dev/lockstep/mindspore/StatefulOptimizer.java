package dev.lockstep.mindspore;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.FiniteState;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Roster;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Stepper;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The walk of one step and the keeping of state, for every MindSpore optimizer. State is made in
 * the constructor, as MindSpore clones its parameters there.
 */
public abstract class StatefulOptimizer implements MindSporeOptimizer {
  private final Signature signature;
  private final Options options;
  private final Arithmetic arithmetic;
  private final Set<Quirk> quirks;
  private final String counter;
  private final int kernelThreads;
  private final List<Parameter> order = new ArrayList<>();
  private final List<Parameter> orderView = Collections.unmodifiableList(order);
  private final List<Slots<?>> slots = new ArrayList<>();
  // Of the type and size of each parameter: itself, later its last gradient. What fitted once is
  // not asked again, because a step of ten thousand small parameters waits for memory.
  private final List<Tensor> fitting = new ArrayList<>();
  private final Map<Parameter, Map<String, Tensor>> states = new LinkedHashMap<>();
  private final Map<String, Tensor> globals = new LinkedHashMap<>();
  private final FiniteState finiteState = new FiniteState();
  private final Stepper stepper;
  private int step;
  private int leader;
  private int[] groupEnds = {};

  /**
   * Takes the options.
   *
   * @param signature names and defaults
   * @param counter the framework's name of the step counter; empty if it keeps none
   * @param given what differs from the defaults; among them {@link Arithmetic}, {@link Quirk}
   *     choices, {@link KernelThreads} and the core's own {@code Threads}
   * @throws OptionException if an option is not one of this API's
   */
  protected StatefulOptimizer(Signature signature, String counter, Option... given) {
    this.signature = signature;
    this.counter = counter;
    this.options = signature.bind(given);
    this.stepper = new Stepper(given);
    int threads = KernelThreads.RECORDED.count();
    Set<Quirk> on = EnumSet.noneOf(Quirk.class);
    on.addAll(Quirk.ofTraces());
    for (Option option : given) {
      threads = option instanceof KernelThreads wanted ? wanted.count() : threads;
      if (option instanceof Quirk.Choice choice) {
        choice.applyTo(on);
      }
    }
    this.arithmetic = Arithmetic.of(given);
    this.kernelThreads = threads;
    this.quirks = arithmetic == Arithmetic.COMMON ? EnumSet.noneOf(Quirk.class) : on;
  }

  /** New state of one parameter, with an object for the numbers of a step. */
  protected abstract Slots<?> makeSlots(Parameter parameter);

  /**
   * Called before anything of a step changes: reads what depends on the steps taken so far, and
   * refuses the step if it cannot be taken.
   */
  protected abstract void prepare();

  /** Called once a step, after it was counted: numbers that all parameters share. */
  protected void begin() {}

  /** Sets the numbers of the coming update of one parameter and schedules it. */
  protected abstract void update(int index);

  /** Whether a parameter is of the group of the one before it in the order. */
  protected abstract boolean joins(int index);

  /** Up to where in the order nothing but numbers is to be set for the coming step. */
  protected abstract int settled();

  /** Called after state was loaded: numbers that are derived from it. */
  protected void loaded() {}

  /** Adds a parameter at the end of the order, with its state. */
  protected final void add(Parameter parameter) {
    states.put(parameter, new LinkedHashMap<>());
    Slots<?> made = makeSlots(parameter);
    order.add(parameter);
    slots.add(made);
    fitting.add(parameter.value());
    for (String name : made.names()) {
      declare(parameter, name, made.tensor(name));
    }
  }

  /** Declares a state tensor beside the slots; to be called from {@link #makeSlots}. */
  protected final void declare(Parameter parameter, String name, Tensor tensor) {
    tensors(parameter).put(name, tensor);
  }

  /** A state tensor. */
  protected final Tensor tensor(Parameter parameter, String name) {
    Tensor tensor = tensors(parameter).get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no state " + name + " of " + parameter.name());
    }
    return tensor;
  }

  private Map<String, Tensor> tensors(Parameter parameter) {
    Map<String, Tensor> state = states.get(parameter);
    if (state == null) {
      throw new IllegalArgumentException(parameter.name() + " is not in this optimizer");
    }
    return state;
  }

  /** Declares state that belongs to no parameter; returns it. */
  protected final Tensor declareGlobal(String name, Tensor tensor) {
    globals.put(name, tensor);
    return tensor;
  }

  @Override
  public final void apply(List<Tensor> gradients) {
    check(gradients);
    prepare();
    stepper.begin();
    try {
      step++;
      begin();
      updateAll(gradients);
    } finally {
      stepper.run(); // what was scheduled is updated, whatever came after it
    }
  }

  private void updateAll(List<Tensor> gradients) {
    for (int from = 0; from < order.size(); from += Roster.BATCH) {
      int to = Math.min(order.size(), from + Roster.BATCH);
      set(gradients, from, to);
      for (int i = followAll(from, to); i < to; i = followAll(i + 1, to)) {
        update(i);
      }
    }
  }

  /**
   * Takes the steps of parameters like that of the first of their group, as long as they can be;
   * returns the first of which it cannot.
   */
  private int followAll(int from, int to) {
    int end = Math.min(Math.min(to, settled()), from == 0 ? 0 : groupEnd(from - 1));
    return from < end && isUniform() ? followAll(from, end, slots.get(leader)) : from;
  }

  private <H> int followAll(int from, int to, Slots<H> leading) {
    return leading.isPlain() ? stepper.updateAll(from, to, leading.h(), leading.rule()) : from;
  }

  /** Where the group of a parameter ends in the order. */
  private int groupEnd(int index) {
    if (groupEnds.length != order.size()) {
      groupEnds = new int[order.size()];
      for (int i = order.size() - 1, end = order.size(); i >= 0; i--) {
        groupEnds[i] = end;
        end = joins(i) ? end : i;
      }
    }
    return groupEnds[index];
  }

  /** Sets the gradients of the parameters from one place to another, in a short loop. */
  private void set(List<Tensor> gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      Tensor gradient = gradients.get(i);
      if (fitting.get(i) != gradient) {
        fitting.set(i, gradient);
      }
      order.get(i).setGrad(gradient);
    }
  }

  /**
   * Refuses gradients that {@link #apply} would refuse for their number, types or shapes.
   *
   * @throws OptionException with the reason
   */
  public final void check(List<Tensor> gradients) {
    if (gradients == null) { // in steps: no words before they are needed
      throw new OptionException(
          signature.api() + ": apply takes a list of gradients, one for each parameter; got null");
    }
    if (gradients.size() != order.size()) {
      throw new OptionException(
          ("%s: apply takes one gradient for each parameter: got %s for %s; parameterOrder() has"
                  + " the order")
              .formatted(signature.api(), gradients.size(), order.size()));
    }
    for (int i = 0; i < order.size(); i++) {
      if (gradients.get(i) != fitting.get(i)) {
        check(order.get(i), gradients.get(i));
      }
    }
  }

  private void check(Parameter parameter, Tensor gradient) {
    Tensor value = parameter.value();
    if (gradient == null || !gradient.fits(value)) {
      throw new OptionException(
          "%s: the gradient of %s must be %s, got %s"
              .formatted(signature.api(), parameter.name(), value, gradient));
    }
  }

  @Override
  public final Signature signature() {
    return signature;
  }

  @Override
  public final Arithmetic arithmetic() {
    return arithmetic;
  }

  @Override
  public final List<Parameter> parameterOrder() {
    return orderView;
  }

  /** The options of the constructor, laid over the defaults. */
  public final Options defaults() {
    return new Options(options);
  }

  /** Whether a quirk acts; never in common arithmetic. */
  public final boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /** The options of the constructor over the defaults; not a copy. */
  public final Options options() {
    return options;
  }

  /** The optimizer's name, its own options (those of groups left out), how many parameters. */
  @Override
  public final String toString() {
    return api() + "\n  " + options + "; parameters: " + order.size();
  }

  /** The framework's full name, for messages. */
  protected final String api() {
    return signature.api();
  }

  /** The kernel of an operator in this optimizer's arithmetic, with or without its tail. */
  protected final <H> Kernel<H> kernel(Operator<H> operator) {
    if (isCommon()) {
      return Kernel.of(operator.common());
    }
    return has(Quirk.BODY_AND_TAIL_DIFFER)
        ? Kernel.of(operator, kernelThreads)
        : Kernel.of(operator.parts().get(0).rule());
  }

  /** Steps taken, in {@link #begin} and {@link #update} the current one included. */
  protected final int step() {
    return step;
  }

  /** Sets the steps taken, for counters that are kept elsewhere. */
  protected final void step(int value) {
    step = value;
  }

  /** True in the arithmetic that all facades share. */
  protected final boolean isCommon() {
    return arithmetic == Arithmetic.COMMON;
  }

  /** A number as this arithmetic keeps it: float32 as in MindSpore, double in the common one. */
  protected final double number(double value) {
    return isCommon() ? value : (float) value;
  }

  /** The type in which {@link #number} keeps. */
  protected final DType numberType() {
    return isCommon() ? DType.F64 : DType.F32;
  }

  /** The slots of the parameter at that place of the order. */
  protected final Slots<?> slots(int index) {
    return slots.get(index);
  }

  /**
   * Whether an update sets the same numbers and the same rule for all parameters of a group, and
   * does nothing else: then what the first of them was scheduled with does for the others.
   */
  protected boolean isUniform() {
    return false;
  }

  /**
   * Takes the step of a parameter like that of the first of its group; false if it cannot, and then
   * the parameter is to be scheduled and {@link #learn}ed.
   */
  protected final boolean follow(int index) {
    leader = joins(index) ? leader : index;
    return index > leader && isUniform() && follow(index, slots.get(leader));
  }

  private <H> boolean follow(int index, Slots<H> leading) {
    return leading.isPlain() && stepper.update(index, leading.h(), leading.rule());
  }

  /** Called after a parameter was scheduled, so that it may {@link #follow} in the next step. */
  protected final void learn(int index) {
    if (isUniform()) {
      stepper.roster().learn(index, slots.get(index));
    }
  }

  /** What was learned of a parameter does not hold any more. */
  protected final void forget(int index) {
    stepper.roster().forget(index);
  }

  /** What is known of the slots of all parameters, if they start with zeros. */
  protected final FiniteState finiteState() {
    return finiteState;
  }

  /** The stepper, for {@link #update}. */
  protected final Stepper stepper() {
    return stepper;
  }

  @Override
  public final Map<String, Object> globalState() {
    Map<String, Object> state = new LinkedHashMap<>();
    if (!counter.isEmpty()) {
      state.put(counter, step);
    }
    state.putAll(globals);
    return state;
  }

  @Override
  public final Map<String, Object> state(Parameter parameter) {
    finiteState.doubt(); // who has the tensors may write them, at any time
    return new LinkedHashMap<>(states.getOrDefault(parameter, Map.of()));
  }

  /** The name in a checkpoint of a parameter's state; a prefix with a dot unless overridden. */
  protected String checkpointName(String key, Parameter parameter) {
    return key + "." + parameter.name();
  }

  /** The name in a checkpoint of state that belongs to no parameter. */
  protected String checkpointName(String key) {
    return key;
  }

  /** The rates under their names in a checkpoint: scalars, constant rates only. */
  protected abstract Map<String, Double> rates();

  /** Sets the rates that {@link #rates} gave. */
  protected abstract void loadRates(Map<String, Double> values);

  @Override
  public final Map<String, Object> parametersDict() {
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put(counterName(), step);
    rates().forEach((name, value) -> dict.put(name, Tensor.scalar(numberType(), value)));
    tensors().forEach((name, tensor) -> dict.put(name, tensor.copy()));
    return dict;
  }

  @Override
  public final void loadParametersDict(Map<String, ?> dict) {
    OptionChecks.given(dict, api() + ": the state to load");
    if (!(dict.get(counterName()) instanceof Integer count)) {
      throw new OptionException(
          "%s: the state to load must have the integer %s; it has %s"
              .formatted(api(), counterName(), dict.keySet()));
    }
    Map<String, Double> rates = rates();
    rates.replaceAll((name, old) -> taken(dict, name, Tensor.scalar(numberType(), old)).get(0));
    Map<String, Tensor> own = tensors();
    own.forEach((name, tensor) -> taken(dict, name, tensor));
    finiteState.doubt();
    own.forEach((name, tensor) -> tensor.copyFrom(taken(dict, name, tensor)));
    step = count;
    loadRates(rates);
    loaded();
  }

  private String counterName() {
    return counter.isEmpty() ? "step" : counter;
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    order.forEach(parameter -> all.put(parameter.name(), parameter.value()));
    globals.forEach((key, tensor) -> all.put(checkpointName(key), tensor));
    states.forEach(
        (parameter, state) ->
            state.forEach((key, tensor) -> all.put(checkpointName(key, parameter), tensor)));
    return all;
  }

  private Tensor taken(Map<String, ?> dict, String name, Tensor like) {
    if (dict.get(name) instanceof Tensor tensor
        && tensor.dtype() == like.dtype()
        && tensor.size() == like.size()) {
      return tensor;
    }
    throw new OptionException(
        "%s: the state to load must have %s as %s, got %s"
            .formatted(api(), name, like, dict.containsKey(name) ? dict.get(name) : "nothing"));
  }
}
