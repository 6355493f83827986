package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.DType;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.transform.AddDecay;
import dev.lockstep.core.transform.Scale;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.StatefulOptimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code mindspore.experimental.optim.Optimizer}: groups with options of their own.
 *
 * <p>The rate of a group is a float32 number; {@code paramGroups().get(0).set(LR,
 * LearningRate.of(0.01))} acts from the next step on. As in MindSpore, a group may set what its
 * optimizer does not know; it has no effect.
 *
 * <p>Shapes: parameters of any shape, taken in row order, where a class does not say otherwise.
 *
 * <p>Threads: one caller at a time.
 */
public abstract class Optimizer extends StatefulOptimizer {
  private final List<ParamGroup> groups = new ArrayList<>();
  private final List<ParamGroup> groupsView = Collections.unmodifiableList(groups);
  private final List<ParamGroup> groupOf = new ArrayList<>();

  /** Takes the options; {@link #init} then takes the parameters. */
  protected Optimizer(Signature signature, String counter, Option... options) {
    super(signature, counter, options);
  }

  /** Called at the end of a subclass's constructor: checks everything, then makes the state. */
  protected final void init(Iterable<? extends Trainable> params) {
    for (OptionKey<?> key : signature().keys()) {
      Checks.given(signature(), options(), key);
    }
    checkNumbers(api(), options());
    validate(options());
    Map<String, Parameter> seen = new LinkedHashMap<>();
    for (Group group : Checks.trainables(api(), params).asGroups()) {
      String where = api() + ", group " + groups.size();
      checkParameters(where, group, seen);
      Options own = new Options(options());
      for (Option option : group.options()) {
        if (option instanceof Setting<?> setting) {
          own.set(setting);
        }
      }
      checkNumbers(where, own);
      groups.add(new ParamGroup(group.params(), own));
    }
    for (ParamGroup group : groups) {
      for (Parameter parameter : group.params()) {
        groupOf.add(group);
        add(parameter);
      }
    }
  }

  private static void checkParameters(String where, Group group, Map<String, Parameter> seen) {
    for (Parameter parameter : group.params()) {
      Parameter other = seen.putIfAbsent(parameter.name(), parameter);
      Checks.require(
          other == null,
          "%s: parameter %s already exists; %s",
          where,
          parameter.name(),
          other == parameter
              ? "pass each parameter once, in one group"
              : "two parameters have this name, give each its own");
    }
  }

  private static void checkNumbers(String where, Options options) {
    Checks.nonNegative(where, LR, Checks.constant(where, LR, options.get(LR)));
    if (options.has(WEIGHT_DECAY)) {
      Checks.nonNegative(
          where, WEIGHT_DECAY, Checks.constant(where, WEIGHT_DECAY, options.get(WEIGHT_DECAY)));
    }
  }

  /** Refuses what the constructor of the real class refuses, with the facts of its message. */
  protected abstract void validate(Options options);

  /** New state of one parameter. */
  protected abstract Slots<?> makeSlots(ParamGroup group, Parameter parameter);

  /**
   * Sets the numbers of the coming update and schedules it.
   *
   * @param lr the group's rate, as this arithmetic keeps it
   */
  protected abstract void update(ParamGroup group, Slots<?> slots, double lr);

  @Override
  protected final Slots<?> makeSlots(Parameter parameter) {
    return makeSlots(groupOf.get(groupOf.size() - 1), parameter);
  }

  @Override
  protected void prepare() {}

  @Override
  protected final void update(int index) {
    ParamGroup group = groupOf.get(index);
    if (!follow(index)) {
      update(group, slots(index), rate(group));
      learn(index);
    }
  }

  @Override
  protected final boolean joins(int index) {
    return index > 0 && groupOf.get(index - 1) == groupOf.get(index);
  }

  @Override
  protected final int settled() {
    return groupOf.size();
  }

  /** The groups, live. */
  public final List<ParamGroup> paramGroups() {
    return groupsView;
  }

  @Override
  public final float[] getLr() {
    float[] lr = new float[groupOf.size()];
    for (int i = 0; i < lr.length; i++) {
      lr[i] = (float) rate(groupOf.get(i));
    }
    return lr;
  }

  /** The rate of a group, as this arithmetic keeps it. */
  protected double rate(ParamGroup group) {
    return number(Checks.constant(api(), LR, group.get(LR)));
  }

  /** The decay of a group, as this arithmetic keeps it. */
  protected final double decay(ParamGroup group) {
    return number(givenDecay(group));
  }

  private double givenDecay(ParamGroup group) {
    return Checks.constant(api(), WEIGHT_DECAY, group.get(WEIGHT_DECAY));
  }

  /**
   * Whether a step asks if an option is 0 and finds that it is. MindSpore's compiler takes
   * constants for equal that are less than 2^-52 apart.
   */
  protected final boolean isZero(double option) {
    return isCommon() ? option == 0 : Math.abs(option) < 0x1p-52;
  }

  /** Negation and L2 decay of a parameter's gradient, to be set by {@link #setGradientPath}. */
  protected static Transform[] gradientPath(Parameter parameter) {
    DType dtype = parameter.value().dtype();
    return new Transform[] {Scale.KIND.make(dtype), AddDecay.KIND.make(dtype)};
  }

  /** Sets what {@link #gradientPath} made. */
  protected final void setGradientPath(ParamGroup group, Slots<?> slots) {
    slots.transform(0).set(sign(group));
    slots.transform(1).set(isZero(givenDecay(group)) ? 0 : decay(group));
  }

  /** -1 if the group maximizes. */
  protected static double sign(ParamGroup group) {
    return group.options().has(MAXIMIZE) && group.get(MAXIMIZE) ? -1 : 1;
  }

  @Override
  protected final Map<String, Double> rates() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      values.put("learning_rate_group_" + i, rate(groups.get(i)));
    }
    return values;
  }

  @Override
  protected final void loadRates(Map<String, Double> values) {
    for (int i = 0; i < groups.size(); i++) {
      Double value = values.get("learning_rate_group_" + i);
      if (value != null) {
        groups.get(i).set(LR, LearningRate.of(value));
      }
    }
  }

  /** A subclass's slots with their type. */
  @SuppressWarnings("unchecked") // a subclass makes one kind of slots
  protected static <H> Slots<H> typed(Slots<?> slots) {
    return (Slots<H>) slots;
  }
}
