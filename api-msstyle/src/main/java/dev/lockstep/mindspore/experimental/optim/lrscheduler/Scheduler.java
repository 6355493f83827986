package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whatever sets the rates of an experimental optimizer's groups from step to step.
 *
 * <p>Making a scheduler already changes the rates.
 *
 * <p>Threads: one caller at a time.
 */
public abstract sealed class Scheduler permits LRScheduler, SequentialLR, ReduceLROnPlateau {
  private final Optimizer optimizer;
  private final Precision precision;

  Scheduler(Optimizer optimizer) {
    this.optimizer = OptionChecks.given(optimizer, getClass().getSimpleName() + ": optimizer");
    this.precision =
        optimizer.arithmetic() == Arithmetic.COMMON ? Precision.DOUBLE : Precision.FLOAT32;
  }

  /** The optimizer whose rates are set. */
  public final Optimizer optimizer() {
    return optimizer;
  }

  /** Goes on by one epoch, or by one step if that is how often the caller calls it. */
  public abstract void step();

  /** The rates of the groups, as they are. */
  public final float[] getLastLr() {
    double[] rates = rates();
    float[] last = new float[rates.length];
    for (int i = 0; i < last.length; i++) {
      last[i] = (float) rates[i];
    }
    return last;
  }

  /** Takes back one epoch of the count, before the first step is repeated. */
  abstract void undo();

  /** What a sequence does at a milestone: {@code step(0)}. */
  abstract void restart();

  /** The precision in which this schedule is computed: the optimizer's arithmetic says. */
  protected final Precision precision() {
    return precision;
  }

  /** The optimizer's groups. */
  protected final List<ParamGroup> groups() {
    return optimizer.paramGroups();
  }

  /** The rates as they are, one a group. */
  protected final double[] rates() {
    return groups().stream().mapToDouble(this::rate).toArray();
  }

  final double rate(ParamGroup group) {
    return precision.round(Checks.constant(name(), MindSporeOptions.LR, rateOf(group)));
  }

  private static LearningRate rateOf(ParamGroup group) {
    return group.get(MindSporeOptions.LR);
  }

  /** Sets the rates of the groups, in this precision. */
  final void write(double[] rates) {
    if (rates.length != groups().size()) {
      throw new IllegalStateException(
          "%s: the optimizer has %s param groups, the scheduler was made for %s"
              .formatted(name(), groups().size(), rates.length));
    }
    for (int i = 0; i < rates.length; i++) {
      write(groups().get(i), rates[i]);
    }
  }

  final void write(ParamGroup group, double rate) {
    group.set(MindSporeOptions.LR, LearningRate.of(precision.round(rate)));
  }

  /** The name of the class, for messages. */
  final String name() {
    return getClass().getSimpleName();
  }

  /** Refuses unless the condition holds; the message begins with the name of the class. */
  protected final void require(boolean condition, String message, @Nullable Object... args) {
    Checks.require(condition, "%s: %s", name(), condition ? "" : message.formatted(args));
  }

  /** The arguments of a constructor, laid over the defaults; refuses if one of these is missing. */
  static Options bind(Signature signature, Option[] options, OptionKey<?>... needed) {
    Options bound = signature.bind(options);
    for (OptionKey<?> key : needed) {
      Checks.given(signature, bound, key);
    }
    return bound;
  }
}
