package dev.lockstep.oneflow.optim.lrscheduler;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optim.OneFlowOptions;
import dev.lockstep.oneflow.optim.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whatever sets the rates of an optimizer's groups from step to step.
 *
 * <p>Threads: one caller at a time.
 */
public abstract sealed class Scheduler permits LRScheduler, ReduceLROnPlateau {
  private static final System.Logger LOG =
      System.getLogger("dev.lockstep.oneflow.optim.lr_scheduler");

  private final Optimizer optimizer;
  private final Options args;
  private double[] lastLr = {};

  Scheduler(Signature signature, Optimizer optimizer, Option[] options, OptionKey<?>... needed) {
    this.optimizer = optimizer;
    this.args = signature.bind(options);
    for (OptionKey<?> key : needed) {
      require(args.has(key), "%s must be given", key.name());
    }
  }

  /** The optimizer whose rates are set. */
  public final Optimizer optimizer() {
    return optimizer;
  }

  /** The rates that were set last, one a group. */
  public final double[] getLastLr() {
    return lastLr.clone();
  }

  /** The arguments. */
  protected final Options args() {
    return args;
  }

  /** A copy of what the scheduler remembers, under OneFlow's keys. */
  public Map<String, @Nullable Object> stateDict() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    save(state);
    return state;
  }

  /**
   * Takes over a state; keys that it does not have stay as they were. The rates themselves are the
   * optimizer's state.
   *
   * @throws OptionException if a value is of the wrong kind
   */
  public final void loadStateDict(Map<String, ? extends @Nullable Object> state) {
    load(state);
  }

  abstract void save(Map<String, @Nullable Object> state);

  abstract void load(Map<String, ? extends @Nullable Object> state);

  /** The optimizer's groups. */
  final List<ParamGroup> groups() {
    return optimizer.paramGroups();
  }

  /** The rates as they are now, one a group. */
  final double[] currentLr() {
    return groups().stream().mapToDouble(group -> group.get(OneFlowOptions.LR)).toArray();
  }

  /** Sets the rates of the groups. */
  final void write(double[] rates, boolean verbose) {
    for (int i = 0; i < rates.length; i++) {
      groups().get(i).set(OneFlowOptions.LR, rates[i]);
      if (verbose) {
        LOG.log(System.Logger.Level.INFO, "learning rate of group {0}: {1}", i, rates[i]);
      }
    }
    lastLr = currentLr();
  }

  /** A whole number of a state. */
  final int whole(Map<String, ? extends @Nullable Object> state, String key, int otherwise) {
    return (int) real(state, key, otherwise);
  }

  /** A number of a state. */
  final double real(Map<String, ? extends @Nullable Object> state, String key, double otherwise) {
    Object value = state.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new OptionException(
        "%s: \"%s\" of the state must be a number, got %s".formatted(name(), key, value));
  }

  /** The name of the class, for messages. */
  final String name() {
    return getClass().getSimpleName();
  }

  /** Refuses unless the condition holds; the message begins with the name of the class. */
  protected final void require(boolean condition, String message, @Nullable Object... values) {
    if (!condition) {
      throw new OptionException(name() + ": " + message.formatted(values));
    }
  }
}
