package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import dev.lockstep.core.schedule.ScheduleOptions;

/**
 * The keyword arguments of the experimental schedulers, to be imported statically: {@code new
 * StepLR(optimizer, stepSize(30), gamma(0.1))}.
 */
public final class SchedulerOptions extends ScheduleOptions {
  private SchedulerOptions() {}

  /** Written into groups by a scheduler: the rate with which it starts. */
  public static final OptionKey<Double> INITIAL_LR = OptionKey.of("initial_lr", Double.class);

  /** The schedulers of a composition. */
  public static final OptionKey<Schedulers> SCHEDULERS =
      OptionKey.of("schedulers", Schedulers.class);

  /** {@link #SCHEDULERS}. */
  public static Setting<Schedulers> schedulers(Scheduler... values) {
    return SCHEDULERS.is(Schedulers.of(values));
  }
}
