package dev.lockstep.torch.optim.lrscheduler;

import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.core.schedule.PerGroup;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whatever sets the rates of an optimizer's groups from step to step: {@link LRScheduler}s, which
 * count epochs, {@link ReduceLROnPlateau}, and the compositions {@link SequentialLR} and {@link
 * ChainedScheduler}.
 *
 * <p>A rate that is held in a tensor stays there: the tensor is filled. What is computed from it is
 * rounded to its type, operation by operation, as in torch.
 *
 * <p>Making a scheduler already changes the rates. Call {@link #step()} after the optimizer's step:
 * the other way round the first rate is never used.
 *
 * <p>Threads: one caller at a time.
 */
public abstract sealed class Scheduler
    permits LRScheduler, SequentialLR, ChainedScheduler, ReduceLROnPlateau {
  private static final System.Logger LOG =
      System.getLogger("dev.lockstep.torch.optim.lr_scheduler");

  /** What to do where torch's schedulers fail on a group that was added after they were made. */
  static final String LATE_GROUP = "make the scheduler after the last addParamGroup";

  private final Optimizer optimizer;
  private GroupRates lastLr = GroupRates.NONE;

  Scheduler(Optimizer optimizer) {
    this.optimizer = OptionChecks.given(optimizer, name() + ": optimizer");
  }

  /** The optimizer whose rates are set. */
  public final Optimizer optimizer() {
    return optimizer;
  }

  /** The rates that were set last, one a group. */
  public final double[] getLastLr() {
    return lastLr.numbers();
  }

  /** Goes on by one epoch, or by one step if that is how often the caller calls it. */
  public abstract void step();

  /** Prints a line a group: what older versions of torch did with {@code verbose=True}. */
  public final void printLr(PrintStream out) {
    double[] rates = getLastLr();
    for (int i = 0; i < rates.length; i++) {
      out.printf(Locale.ROOT, "learning rate of group %s: %.4e%n", i, rates[i]);
    }
  }

  /**
   * A copy of everything that the scheduler remembers, under torch's keys. What is None in torch is
   * null: functions, and options that were not given.
   */
  public final Map<String, @Nullable Object> stateDict() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    save(state);
    return state;
  }

  /**
   * Takes over a state; keys that it does not have stay as they were.
   *
   * <p>The rates themselves are the optimizer's state: make the scheduler first, then load the
   * optimizer's, then this.
   *
   * @throws OptionException if a value is of the wrong kind
   */
  public final void loadStateDict(Map<String, ? extends @Nullable Object> state) {
    load(new SavedState(name(), OptionChecks.given(state, name() + ": state_dict")));
  }

  /** Puts the state of this class under torch's keys. */
  protected void save(Map<String, @Nullable Object> state) {
    state.put("_last_lr", lastLr.saved());
  }

  /** Takes back what {@link #save} put. */
  protected void load(SavedState state) {
    lastLr = lastLr.read(state, "_last_lr");
  }

  /** The step that a constructor takes, or the composition for its first child. */
  abstract void initialStep();

  /** Takes back one epoch of the count, before the initial step is repeated. */
  abstract void undo();

  /** The rate of an epoch is set, without counting a step: what happens at a milestone. */
  abstract void updateLr(int epoch);

  /** The optimizer's groups. */
  protected final List<ParamGroup> groups() {
    return optimizer.paramGroups();
  }

  /** The rates as they are now, one a group. */
  protected final double[] currentLr() {
    return groups().stream().mapToDouble(group -> group.get(TorchOptions.LR)).toArray();
  }

  /** Remembers the rates as they are now as those set last. */
  final void rememberLr() {
    lastLr = GroupRates.of(groups(), TorchOptions.LR);
  }

  /** Remembers the rates that a child has set last. */
  final void rememberLr(Scheduler child) {
    lastLr = child.lastLr;
  }

  /** Sets the rate of a group; a tensor is filled. */
  static void assign(ParamGroup group, double rate) {
    if (group.options().live(TorchOptions.LR) instanceof LiveNumber held) {
      held.fill(rate);
    } else {
      group.set(TorchOptions.LR, rate);
    }
  }

  /** The name of the class, for messages. */
  final String name() {
    return getClass().getSimpleName();
  }

  static void warn(String message) {
    LOG.log(System.Logger.Level.WARNING, message);
  }

  /** Refuses unless the condition holds; the message begins with the name of the class. */
  protected final void require(boolean condition, String message, @Nullable Object... args) {
    if (!condition) {
      throw new OptionException(name() + ": " + message.formatted(args));
    }
  }

  /** The arguments of a constructor, laid over the defaults; refuses if one of these is missing. */
  final Options bind(Signature signature, Option[] options, OptionKey<?>... needed) {
    Options bound = signature.bind(options);
    for (OptionKey<?> key : needed) {
      require(bound.has(key), "%s must be given", key.name());
    }
    return bound;
  }

  /** The numbers of each group. */
  protected final double[] spread(OptionKey<PerGroup> key, Options args) {
    PerGroup values = args.get(key);
    require(
        values.fits(groups().size()),
        "%s must have the same length as optimizer.param_groups: %s has %s values, param_groups has"
            + " %s",
        key.name(),
        key.name(),
        values.values().size(),
        groups().size());
    return values.spread(groups().size());
  }

  static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
