package dev.lockstep.djl;

import ai.djl.training.tracker.Tracker;
import dev.lockstep.mindspore.nn.LearningRateSchedule;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import dev.lockstep.torch.optim.lrscheduler.StepRates;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/**
 * A schedule of torch or MindSpore for DJL's own optimizers. DJL counts updates from 1, the
 * schedules from 0; DJL reads a float, so a rate of torch, which is a double, is rounded.
 *
 * <p>A {@link LockstepOptimizer} needs none: its schedule is the framework's own.
 *
 * <p>Threads: one caller at a time.
 */
public final class ScheduleTracker implements Tracker {
  private final IntToDoubleFunction rates;

  private ScheduleTracker(IntToDoubleFunction rates) {
    this.rates = rates;
  }

  /**
   * The rates of a scheduler of torch that is stepped after every update.
   *
   * @param lr the optimizer's rate
   * @param scheduler makes the scheduler, {@code sgd -> new StepLR(sgd, stepSize(30))}; it must
   *     depend on nothing but the number of steps
   */
  public static ScheduleTracker torch(double lr, Function<SGD, Scheduler> scheduler) {
    return new ScheduleTracker(new StepRates(lr, scheduler));
  }

  /** The rates of a schedule of MindSpore. */
  public static ScheduleTracker mindSpore(LearningRateSchedule schedule) {
    return new ScheduleTracker(schedule::construct);
  }

  /** The rate of an update, which counts from 1. */
  @Override
  public float getNewValue(int numUpdate) {
    if (numUpdate < 1) {
      throw new IllegalArgumentException("updates count from 1, got " + numUpdate);
    }
    return (float) rates.applyAsDouble(numUpdate - 1);
  }
}
