package dev.lockstep.nd4j;

import dev.lockstep.mindspore.nn.LearningRateSchedule;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import dev.lockstep.torch.optim.lrscheduler.StepRates;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A schedule of torch or MindSpore for ND4J's updaters. Both count iterations from 0.
 *
 * <p>Threads: one caller at a time.
 */
public final class LockstepSchedule implements ISchedule {
  private final transient IntToDoubleFunction rates;

  private LockstepSchedule(IntToDoubleFunction rates) {
    this.rates = rates;
  }

  /**
   * The rates of a scheduler of torch that is stepped after every update; see {@link StepRates}.
   */
  public static LockstepSchedule torch(double lr, Function<SGD, Scheduler> scheduler) {
    return new LockstepSchedule(new StepRates(lr, scheduler));
  }

  /** The rates of a schedule of MindSpore. */
  public static LockstepSchedule mindSpore(LearningRateSchedule schedule) {
    return new LockstepSchedule(schedule::construct);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return rates.applyAsDouble(iteration);
  }

  /** Itself: the rates do not change. */
  @Override
  public ISchedule clone() {
    return this;
  }
}
