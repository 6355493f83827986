package dev.lockstep.djl;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import dev.lockstep.torch.optim.lrscheduler.ReduceLROnPlateau;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Steps a scheduler of torch at the end of each epoch of DJL's {@code EasyTrain.fit}.
 *
 * <p>There is none for every batch: DJL tells listeners of a batch before the step is taken. Use
 * {@link LockstepOptimizer#onStep} for that.
 *
 * <p>Threads: one caller at a time.
 */
public final class SchedulerListener extends TrainingListenerAdapter {
  private final Consumer<Trainer> action;

  private SchedulerListener(Consumer<Trainer> action) {
    this.action = action;
  }

  /** Steps the scheduler. */
  public static SchedulerListener of(Scheduler scheduler) {
    return new SchedulerListener(trainer -> scheduler.step());
  }

  /**
   * Steps the scheduler with a metric.
   *
   * @param metric reads it from the trainer, for instance its validation loss
   */
  public static SchedulerListener of(
      ReduceLROnPlateau scheduler, ToDoubleFunction<Trainer> metric) {
    return new SchedulerListener(trainer -> scheduler.step(metric.applyAsDouble(trainer)));
  }

  @Override
  public void onEpoch(Trainer trainer) {
    action.accept(trainer);
  }
}
