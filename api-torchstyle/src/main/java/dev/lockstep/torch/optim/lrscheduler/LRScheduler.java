package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;

import dev.lockstep.core.Live;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.RateType;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Torch's base of schedulers that count epochs; extend it for a schedule of your own: hand the
 * arguments up, call {@link #start} at the end of the constructor, and implement {@link #getLr}.
 *
 * <p>The base rate of a group is its {@code initial_lr}, which the first scheduler of an optimizer
 * writes: a second one goes by what the first found. {@code last_epoch} other than -1 goes on from
 * there and needs groups that have {@code initial_lr}.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LRScheduler.html">torch
 *     2.15</a>
 */
public abstract non-sealed class LRScheduler extends Scheduler {
  private final Options args;
  private GroupRates bases = GroupRates.NONE;
  private int lastEpoch;
  private int stepCount;
  private boolean initial;
  private boolean warnedOfEpoch;

  /** A scheduler without declared arguments; -1 starts, another epoch goes on from there. */
  protected LRScheduler(Optimizer optimizer, int lastEpoch) {
    super(optimizer);
    args = new Options();
    this.lastEpoch = lastEpoch;
  }

  /**
   * A scheduler with declared arguments.
   *
   * @param signature names and defaults, {@code last_epoch} among them
   * @param needed arguments that must be given
   * @throws OptionException if one is missing or unknown
   */
  protected LRScheduler(
      Signature signature, Optimizer optimizer, Option[] options, OptionKey<?>... needed) {
    super(optimizer);
    args = bind(signature, options, needed);
    lastEpoch = args.get(LAST_EPOCH);
  }

  /**
   * Called at the end of a subclass's constructor: writes or reads {@code initial_lr}, then takes
   * the initial step.
   *
   * @throws OptionException if the scheduler goes on and a group has no {@code initial_lr}
   */
  protected final void start() {
    for (int i = 0; i < groups().size(); i++) {
      ParamGroup group = groups().get(i);
      boolean known = group.options().has(TorchOptions.INITIAL_LR);
      require(
          known || lastEpoch == -1,
          "param 'initial_lr' is not specified in param_groups[%s] when resuming scheduler with"
              + " last_epoch >= 0 (got %s); load the optimizer's state first, or leave last_epoch"
              + " out in a new training",
          i,
          lastEpoch);
      if (!known) {
        setInitial(group);
      }
    }
    bases = GroupRates.of(groups(), TorchOptions.INITIAL_LR);
    optimizer().becomeScheduled();
    initialStep();
  }

  private static void setInitial(ParamGroup group) {
    Live<?> held = group.options().live(TorchOptions.LR);
    group.set(
        TorchOptions.INITIAL_LR.setting(
            held == null ? group.get(TorchOptions.LR) : held.copy(Tensor::copy).plain()));
  }

  /** The next rates, one a group, from the current ones and {@link #lastEpoch}. */
  protected abstract double[] getLr();

  /**
   * The rates of {@link #lastEpoch} from the base rates alone; where torch has no such form, {@link
   * #getLr}.
   */
  protected double[] getClosedFormLr() {
    return getLr();
  }

  @Override
  public void step() {
    countStep();
    lastEpoch++;
    write(located(this::getLr));
  }

  /**
   * Goes to an epoch, in the closed form if there is one. Torch deprecates it, and so logs a
   * warning.
   */
  public void step(int epoch) {
    countStep();
    warnOfEpoch();
    updateLr(epoch);
  }

  /** Once a scheduler, as Python shows a warning once. */
  private void warnOfEpoch() {
    if (warnedOfEpoch) {
      return;
    }
    warnedOfEpoch = true;
    warn(
        "The epoch parameter in `scheduler.step()` was not necessary and is being deprecated: the"
            + " closed form is used instead of the chainable one. Call step() without it.");
  }

  @Override
  final void updateLr(int epoch) {
    lastEpoch = epoch;
    write(located(this::getClosedFormLr));
  }

  @Override
  final void initialStep() {
    stepCount = 0;
    initial = true;
    try {
      step();
    } finally {
      initial = false;
    }
  }

  @Override
  final void undo() {
    lastEpoch--;
  }

  /** Counts a step, and warns if the optimizer has not made one. */
  private void countStep() {
    if (stepCount == 1 && !optimizer().hasSteppedScheduled()) {
      warn(
          "Detected call of `lr_scheduler.step()` before `optimizer.step()`: the first value of the"
              + " learning rate schedule is skipped. Call `optimizer.step()` first.");
    }
    stepCount++;
  }

  /** Computes with the name of the class and the epoch in front of a refusal. */
  private double[] located(Supplier<double[]> computation) {
    try {
      return computation.get();
    } catch (ArithmeticException e) {
      ArithmeticException located =
          new ArithmeticException(
              "%s at epoch %s: %s".formatted(name(), lastEpoch, e.getMessage()));
      located.initCause(e);
      throw located;
    }
  }

  /** Sets the rates of the groups. */
  final void write(double[] rates) {
    checkGroups(rates.length);
    for (int i = 0; i < rates.length; i++) {
      assign(groups().get(i), rates[i]);
    }
    rememberLr();
  }

  private void checkGroups(int rates) {
    if (rates != groups().size()) {
      throw new IllegalStateException(
          "%s: the optimizer has %s param groups, the scheduler was made for %s; %s"
              .formatted(name(), groups().size(), rates, LATE_GROUP));
    }
  }

  /** The epoch of the rates that are set: 0 after construction. */
  public final int lastEpoch() {
    return lastEpoch;
  }

  /** For those that go to an epoch in their own way. */
  final void setLastEpoch(int epoch) {
    lastEpoch = epoch;
  }

  /** The base rate of each group. */
  protected final double[] baseLrs() {
    return bases.numbers();
  }

  /** For those whose base rates are not the groups' initial ones. */
  final void setBaseLrs(double[] rates) {
    bases = GroupRates.of(rates);
  }

  /** How often {@code step} was called, the initial step included. */
  protected final int stepCount() {
    return stepCount;
  }

  /** True during the initial step. */
  protected final boolean isInitial() {
    return initial;
  }

  /** The arguments; they are part of the state. */
  protected final Options args() {
    return args;
  }

  /** How a rate becomes the next. */
  @FunctionalInterface
  protected interface Change {
    /**
     * The next rate.
     *
     * @param in what computes in the type of the rate, as torch does if it is a tensor
     * @param group its number
     */
    double of(RateType in, int group, double rate);
  }

  /** The current rates, each changed. */
  protected final double[] changed(Change change) {
    double[] rates = currentLr();
    for (int i = 0; i < rates.length; i++) {
      rates[i] = change.of(type(i), i, rates[i]);
    }
    return rates;
  }

  private RateType type(int group) {
    return RateType.of(groups().get(group).options(), TorchOptions.LR, optimizer().arithmetic());
  }

  /** The base rates, each changed. */
  protected final double[] baseChanged(Change change) {
    double[] rates = baseLrs();
    for (int i = 0; i < rates.length; i++) {
      RateType in = baseType(i);
      require(
          !in.isTensor() || i >= groups().size() || type(i).isTensor(),
          "the rate of group %s was a tensor when the schedule began and is a number now; torch"
              + " makes it a tensor again, which is not reproduced: set a tensor",
          i);
      rates[i] = change.of(in, i, rates[i]);
    }
    return rates;
  }

  /** In which type torch computes with a base rate. */
  final RateType baseType(int group) {
    return bases.type(group, optimizer().arithmetic());
  }

  /** The current rates times a factor. */
  protected final double[] times(double factor) {
    return changed((in, group, rate) -> in.times(rate, factor));
  }

  /** The base rates times a factor. */
  protected final double[] baseTimes(double factor) {
    return baseChanged((in, group, rate) -> in.times(rate, factor));
  }

  /** {@code cos(pi * part / whole)}, in this order. */
  static double cosine(double part, double whole) {
    return Scalars.cos(Scalars.divide(Math.PI * part, whole));
  }

  /** Puts the arguments; classes whose state holds something else override it. */
  protected void saveArguments(Map<String, @Nullable Object> state) {
    for (OptionKey<?> key : args.keys()) {
      if (key != LAST_EPOCH) {
        state.put(key.name(), args.get(key));
      }
    }
  }

  /** Takes back what {@link #saveArguments} put. */
  protected void loadArguments(SavedState state) {
    for (OptionKey<?> key : List.copyOf(args.keys())) {
      if (key != LAST_EPOCH) {
        loadArgument(state, key);
      }
    }
  }

  private void loadArgument(SavedState state, OptionKey<?> key) {
    if (key.type() == Double.class) {
      setArgument(key, state.real(key.name(), (Double) args.get(key)));
    } else if (key.type() == Integer.class) {
      setArgument(key, state.whole(key.name(), (Integer) args.get(key)));
    }
  }

  private <T> void setArgument(OptionKey<T> key, Object value) {
    args.set(key, key.type().cast(value));
  }

  @Override
  protected final void save(Map<String, @Nullable Object> state) {
    saveArguments(state);
    state.put("base_lrs", bases.saved());
    state.put("last_epoch", lastEpoch);
    state.put("_step_count", stepCount);
    state.put("_is_initial", initial);
    state.put("_get_lr_called_within_step", false);
    super.save(state);
  }

  @Override
  protected final void load(SavedState state) {
    super.load(state);
    loadArguments(state);
    bases = bases.read(state, "base_lrs");
    lastEpoch = state.whole("last_epoch", lastEpoch);
    stepCount = state.whole("_step_count", stepCount);
  }
}
