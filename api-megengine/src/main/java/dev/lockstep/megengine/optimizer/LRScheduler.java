package dev.lockstep.megengine.optimizer;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.CURRENT_EPOCH;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.INITIAL_LR;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MegEngine's base of schedules; extend it for one of your own: hand the arguments up, call {@link
 * #start} at the end of the constructor, and implement {@link #getLr}.
 *
 * <p>Making a schedule sets the rate of epoch 0. The base rate of a group is its {@code
 * initial_lr}, which the first schedule of an optimizer writes.
 *
 * <p>Threads: one caller at a time.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/optimizer.html">MegEngine
 *     1.13</a>
 */
public abstract class LRScheduler {
  private final Optimizer optimizer;
  private final Options args;
  private double[] baseLrs = {};
  private int currentEpoch;

  /**
   * A schedule with declared arguments.
   *
   * @param signature names and defaults, {@code current_epoch} among them
   * @param needed arguments that must be given
   * @throws OptionException if one is missing or unknown
   */
  protected LRScheduler(
      Signature signature, Optimizer optimizer, Option[] options, OptionKey<?>... needed) {
    this.optimizer = optimizer;
    this.args = signature.bind(options);
    for (OptionKey<?> key : needed) {
      require(args.has(key), "%s must be given", key.name());
    }
    currentEpoch = args.get(CURRENT_EPOCH);
  }

  /**
   * Called at the end of a subclass's constructor: writes or reads {@code initial_lr}, then takes
   * the initial step.
   *
   * @throws OptionException if the schedule goes on and a group has no {@code initial_lr}
   */
  protected final void start() {
    for (int i = 0; i < optimizer.paramGroups().size(); i++) {
      ParamGroup group = optimizer.paramGroups().get(i);
      boolean known = group.options().has(INITIAL_LR);
      require(
          known || currentEpoch == -1,
          "param 'initial_lr' is not specified in param_groups[%s] when resuming an optimizer with"
              + " current_epoch %s; leave current_epoch out in a new training",
          i,
          currentEpoch);
      if (!known) {
        group.set(INITIAL_LR, group.get(LR));
      }
    }
    baseLrs = optimizer.paramGroups().stream().mapToDouble(g -> g.get(INITIAL_LR)).toArray();
    step();
  }

  /** The rate of a group at {@link #currentEpoch}, from its base rate. */
  protected abstract double getLr(double baseLr);

  /** A copy of what the schedule remembers, under MegEngine's keys. */
  public abstract Map<String, @Nullable Object> stateDict();

  /** Goes on by one epoch and sets its rates. */
  public final void step() {
    step(currentEpoch + 1);
  }

  /** Goes to an epoch and sets its rates. */
  public final void step(int epoch) {
    currentEpoch = epoch;
    for (int i = 0; i < baseLrs.length; i++) {
      optimizer.paramGroups().get(i).set(LR, getLr(baseLrs[i]));
    }
  }

  /** The epoch of the rates that are set: 0 after construction. */
  public final int currentEpoch() {
    return currentEpoch;
  }

  /** For loading a state; the rates stay until the next step. */
  final void setCurrentEpoch(int epoch) {
    currentEpoch = epoch;
  }

  /** The optimizer whose rates are set. */
  public final Optimizer optimizer() {
    return optimizer;
  }

  /** The arguments. */
  protected final Options args() {
    return args;
  }

  /** Refuses unless the condition holds; the message begins with the name of the class. */
  protected final void require(boolean condition, String message, @Nullable Object... values) {
    if (!condition) {
      throw new OptionException(getClass().getSimpleName() + ": " + message.formatted(values));
    }
  }
}
