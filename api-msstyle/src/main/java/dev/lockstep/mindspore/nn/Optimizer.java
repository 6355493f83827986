package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.GRAD_CENTRALIZATION;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.ORDER_PARAMS;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.StatefulOptimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code mindspore.nn.Optimizer}: groups with five keys, rates that depend on the step, a loss
 * scale.
 *
 * <p>In each step, from the gradient {@code g}: decay {@code g + (weight_decay*loss_scale)*p},
 * centralization, {@code g/loss_scale}, then the rate is read at the steps taken so far, the step
 * is counted, and the rule is applied. In a flat list, parameters whose name contains {@code beta}
 * or {@code gamma} are not decayed; in groups all are.
 *
 * <p>Shapes: parameters of any shape, taken in row order, where a class does not say otherwise.
 *
 * <p>Threads: one caller at a time.
 */
public abstract class Optimizer extends StatefulOptimizer {
  /** What a group may set beside its parameters. */
  public static final Signature GROUP_SIGNATURE =
      Signature.of("mindspore.nn group")
          .option(LR)
          .option(WEIGHT_DECAY)
          .option(GRAD_CENTRALIZATION)
          .option(ORDER_PARAMS);

  // By place in the order; the parameters of a group share the object.
  private final List<Terms> terms = new ArrayList<>();
  private final List<GradientPath> paths = new ArrayList<>();
  // Each once, although the members of a group share them.
  private final List<Rate> rates = new ArrayList<>();
  private final List<Decay> decays = new ArrayList<>();
  private double lossScale = 1;
  private boolean groupRate;
  private boolean dynamicRate;
  private boolean dynamicDecay;
  private boolean centralizing;
  private boolean[] takenOver = {};
  // How many paths, from the first on, have the numbers of the coming step already.
  private int settled;

  /** Takes the options; {@link #init} then takes the parameters. */
  protected Optimizer(Signature signature, Option... options) {
    super(signature, "global_step", options);
  }

  /** Called at the end of a subclass's constructor: checks everything, then makes the state. */
  protected final void init(Iterable<? extends Trainable> params) {
    for (OptionKey<?> key : signature().keys()) {
      if (!isOptional(key)) {
        Checks.given(signature(), options(), key);
      }
    }
    if (options().has(LOSS_SCALE)) {
      lossScale = options().get(LOSS_SCALE);
      Checks.positive(api(), LOSS_SCALE, lossScale);
    }
    Grouping grouping =
        new Grouping(
            api(),
            defaultRate(),
            options().get(WEIGHT_DECAY),
            lossScale,
            isCommon(),
            has(Quirk.STATIC_RATE_BESIDE_DYNAMIC));
    List<Member> read = grouping.read(params, this::isExempt);
    groupRate = grouping.hasGroupRate();
    dynamicRate = grouping.hasDynamicRate();
    dynamicDecay = grouping.hasDynamicDecay();
    validate(options());
    read.forEach(this::addMember);
  }

  private void addMember(Member member) {
    Terms own = member.terms();
    terms.add(own);
    if (!rates.contains(own.rate())) {
      rates.add(own.rate());
    }
    if (!decays.contains(own.decay())) {
      decays.add(own.decay());
    }
    add(member.parameter());
  }

  @Override
  protected final Slots<?> makeSlots(Parameter parameter) {
    boolean centralize = centralizes() && terms.get(terms.size() - 1).centralize();
    GradientPath path = new GradientPath(parameter, isCommon(), centralize);
    paths.add(path);
    centralizing |= path.isCentralized();
    return makeSlots(parameter, path.transforms());
  }

  /** Refuses what the constructor of the real class refuses, with the facts of its message. */
  protected abstract void validate(Options options);

  /**
   * New state of one parameter.
   *
   * @param gradient decay and unscaling, to be passed to the slots of classes that do both
   */
  protected abstract Slots<?> makeSlots(Parameter parameter, Transform[] gradient);

  /**
   * Sets the numbers of the coming update and schedules it.
   *
   * @param lr the rate of this step
   * @param decay of this step, with the loss scale in it but for the common arithmetic
   */
  protected abstract void update(Slots<?> slots, double lr, double decay);

  /** The rate of groups that set none. */
  protected LearningRate defaultRate() {
    return options().get(LEARNING_RATE);
  }

  /** Whether an option may be left out although it has no default. */
  protected boolean isOptional(OptionKey<?> key) {
    return false;
  }

  /** In a flat list: whether a parameter is not decayed. */
  protected boolean isExempt(Parameter parameter) {
    return parameter.name().contains("beta") || parameter.name().contains("gamma");
  }

  /** Whether {@code grad_centralization} has a meaning in this class. */
  protected boolean centralizes() {
    return true;
  }

  /** True if a group set its own rate. */
  protected final boolean hasGroupRate() {
    return groupRate;
  }

  /** True if any rate is a list or a schedule. */
  protected final boolean hasDynamicRate() {
    return dynamicRate;
  }

  /** True if any weight decay is a Cell. */
  protected final boolean hasDynamicDecay() {
    return dynamicDecay;
  }

  /** The step in which a rule that keeps a rate of its own takes the optimizer's for it. */
  final int start(Slots<?> slots) {
    boolean idleDecay = dynamicDecay && decays.equals(List.of(Decay.NONE));
    boolean late = has(Quirk.STARTS_LATE) && dynamicRate && idleDecay;
    return late && slots == slots(0) ? 2 : 1;
  }

  @Override
  protected final void prepare() {
    for (int i = 0; centralizing && i < paths.size(); i++) {
      if (paths.get(i).isCentralized() && has(Quirk.CENTRALIZATION_REFUSED)) {
        throw new OptionException(
            ("%s: grad_centralization of %s needs the operator Centralization, which MindSpore does"
                    + " not have on CPU; Quirk.without(Quirk.CENTRALIZATION_REFUSED) gives its"
                    + " specified meaning")
                .formatted(api(), parameterOrder().get(i).name()));
      }
    }
    for (int i = 0; i < rates.size(); i++) {
      rates.get(i).read(step());
    }
    boolean changed = centralizing;
    for (int i = 0; i < decays.size(); i++) {
      decays.get(i).read(step());
      changed |= decays.get(i).hasChanged();
    }
    settled = changed ? 0 : settled;
  }

  @Override
  protected final void update(int index) {
    Terms own = terms.get(index);
    Decay decay = takenOver.length > 0 ? Decay.NONE : own.decay();
    if (index >= settled) {
      settle(index, decay);
    }
    if (!follow(index)) {
      update(slots(index), own.rate().current(), decay.current());
      learn(index);
    }
  }

  @Override
  protected final boolean joins(int index) {
    return index > 0 && terms.get(index - 1).equals(terms.get(index));
  }

  @Override
  protected final int settled() {
    return settled;
  }

  /** Sets what a path does to the gradient in the coming step and, unless it changes, later. */
  private void settle(int index, Decay decay) {
    double scale = takenOver.length > 0 && takenOver[index] ? 1 : lossScale;
    paths.get(index).set(parameterOrder().get(index), decay, scale);
    slots(index).transformsChanged();
    forget(index);
    settled = index + 1;
  }

  /**
   * A wrapper takes over the decay of all parameters, and the unscaling of some.
   *
   * @param unscales for each parameter, in order
   */
  final void takeOver(boolean[] unscales) {
    takenOver = unscales.clone();
    settled = 0;
  }

  /** What the loss was multiplied with. */
  final double lossScale() {
    return lossScale;
  }

  /** The rate of the coming step, as this arithmetic keeps it. */
  final double readRate(int index) {
    return terms.get(index).rate().read(step());
  }

  /** The decay of the coming step, without the loss scale. */
  final double readDecay(int index) {
    Decay decay = terms.get(index).decay();
    decay.read(step());
    return isCommon() ? decay.current() : (float) decay.current() / (float) lossScale;
  }

  /** Counts a step that was not taken. */
  final void skipStep() {
    step(step() + 1);
  }

  @Override
  public final float[] getLr() {
    float[] lr = new float[terms.size()];
    for (int i = 0; i < lr.length; i++) {
      lr[i] = (float) terms.get(i).rate().read(step());
    }
    return lr;
  }

  /**
   * The weight decay that the coming step would use, for each parameter, multiplied by the loss
   * scale as MindSpore's {@code get_weight_decay}; 0 for the exempt.
   */
  public final float[] getWeightDecay() {
    float[] values = new float[terms.size()];
    for (int i = 0; i < values.length; i++) {
      Decay decay = terms.get(i).decay();
      decay.read(step());
      values[i] = (float) (isCommon() ? decay.current() * lossScale : decay.current());
    }
    return values;
  }

  /**
   * Assigns the optimizer's rate, as {@code ops.assign(optimizer.learning_rate, value)}.
   *
   * @throws OptionException if groups have rates of their own, or the rate is a list or a schedule
   */
  public final void assignLearningRate(double value) {
    Checks.require(
        !groupRate,
        "%s: the groups have rates of their own; assign with a parameter of the group",
        api());
    assign(terms.get(0).rate(), value);
  }

  /**
   * Assigns the rate of a parameter, and with it that of its group.
   *
   * @throws OptionException if the rate is a list or a schedule, or the parameter is not this
   *     optimizer's
   */
  public final void assignLearningRate(Parameter parameter, double value) {
    int index = parameterOrder().indexOf(parameter);
    Checks.require(index >= 0, "%s: %s is not in this optimizer", api(), parameter.name());
    assign(terms.get(index).rate(), value);
  }

  private void assign(Rate rate, double value) {
    Checks.require(
        rate.isConstant(),
        "%s: %s is a list or a schedule; only a constant rate can be assigned",
        api(),
        rate.name());
    rate.assign(value);
  }

  @Override
  protected final Map<String, Double> rates() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Rate rate : rates) {
      if (rate.isConstant()) {
        values.put(rate.name(), rate.constant());
      }
    }
    return values;
  }

  @Override
  protected final void loadRates(Map<String, Double> values) {
    for (Rate rate : rates) {
      if (rate.isConstant()) {
        rate.assign(values.getOrDefault(rate.name(), rate.constant()));
      }
    }
  }

  /** A subclass's slots with their type. */
  @SuppressWarnings("unchecked") // a subclass makes one kind of slots
  protected static <H> Slots<H> typed(Slots<?> slots) {
    return (Slots<H>) slots;
  }
}
