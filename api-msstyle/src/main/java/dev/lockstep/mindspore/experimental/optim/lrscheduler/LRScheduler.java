package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.INITIAL_LR;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The base of schedulers that count epochs; extend it for a schedule of your own: hand the
 * arguments up, call {@link #start} at the end of the constructor, and implement {@link #getLr}.
 *
 * <p>The base rate of a group is its {@code initial_lr}, which the first scheduler of an optimizer
 * writes. The epoch is a float32 number, as in MindSpore.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/mindspore.experimental.html#lrscheduler-class">MindSpore
 *     2.10</a>
 */
public abstract non-sealed class LRScheduler extends Scheduler {
  private final Options args;
  private double[] baseLrs = {};
  private double lastEpoch;

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
   * @throws dev.lockstep.core.OptionException if one is missing or unknown
   */
  protected LRScheduler(
      Signature signature, Optimizer optimizer, Option[] options, OptionKey<?>... needed) {
    super(optimizer);
    args = bind(signature, options, needed);
    lastEpoch = args.get(LAST_EPOCH);
  }

  /**
   * Called at the end of a subclass's constructor: writes or reads {@code initial_lr}, then takes
   * the first step.
   *
   * @throws dev.lockstep.core.OptionException if the scheduler goes on and a group has no {@code
   *     initial_lr}
   */
  protected final void start() {
    require(lastEpoch >= -1, "Invalid last_epoch: %s, it must be -1 or an epoch", (int) lastEpoch);
    for (int i = 0; i < groups().size(); i++) {
      ParamGroup group = groups().get(i);
      boolean known = group.options().has(INITIAL_LR);
      require(
          known || lastEpoch == -1,
          "param 'initial_lr' is not specified in param_groups[%s] when resuming an optimizer"
              + " (last_epoch %s)",
          i,
          (int) lastEpoch);
      if (!known) {
        group.set(INITIAL_LR, rate(group));
      }
    }
    baseLrs = groups().stream().mapToDouble(group -> group.get(INITIAL_LR)).toArray();
    step();
  }

  /** The next rates, one a group, from the current ones and {@link #lastEpoch}. */
  protected abstract double[] getLr();

  /**
   * The rates of {@link #lastEpoch} from the base rates alone; where MindSpore has no such form,
   * {@link #getLr}.
   */
  protected double[] getClosedFormLr() {
    return getLr();
  }

  @Override
  public void step() {
    lastEpoch = precision().plus(lastEpoch, 1);
    write(getLr());
  }

  /** Goes to an epoch, in the closed form if there is one. */
  public void step(int epoch) {
    lastEpoch = precision().round(epoch);
    write(getClosedFormLr());
  }

  @Override
  final void restart() {
    step(0);
  }

  @Override
  final void undo() {
    lastEpoch = precision().minus(lastEpoch, 1);
  }

  /** The epoch of the rates that are set: 0 after construction. */
  public final double lastEpoch() {
    return lastEpoch;
  }

  /** For those that go to an epoch in their own way. */
  final void setLastEpoch(double epoch) {
    lastEpoch = epoch;
  }

  /** The base rate of each group. */
  protected final double[] baseLrs() {
    return baseLrs;
  }

  /** For those whose base rates are not the groups' initial ones. */
  final void setBaseLrs(double[] rates) {
    baseLrs = rates;
  }

  /** The arguments. */
  protected final Options args() {
    return args;
  }

  /** The current rates, each turned into another. */
  protected final double[] eachRate(DoubleUnaryOperator change) {
    return Arrays.stream(rates()).map(change).toArray();
  }

  /** The base rates, each turned into another. */
  protected final double[] eachBase(DoubleUnaryOperator change) {
    return Arrays.stream(baseLrs).map(change).toArray();
  }

  /** The current rates times a factor. */
  protected final double[] times(double factor) {
    return eachRate(rate -> precision().times(rate, factor));
  }

  /** The base rates times a factor. */
  protected final double[] baseTimes(double factor) {
    return eachBase(base -> precision().times(base, factor));
  }

  /** {@code cos(pi * part / whole)}, in this order. */
  final double cosine(double part, double whole) {
    Precision p = precision();
    return p.cosine(p.over(p.times(Math.PI, part), whole));
  }
}
