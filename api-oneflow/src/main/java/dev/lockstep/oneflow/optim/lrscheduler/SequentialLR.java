package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.INTERVAL_RESCALING;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.MILESTONES;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.SCHEDULERS;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optim.Optimizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code oneflow.optim.lr_scheduler.SequentialLR}: one scheduler after the other, changed at the
 * milestones.
 *
 * <p>Differs from torch: a later scheduler sees the <b>absolute step</b> unless {@code
 * interval_rescaling} is on for its milestone; torch begins it at 0.
 *
 * <p>Units: milestones in calls of {@link #step()}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class SequentialLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.SequentialLR")
          .option(SCHEDULERS)
          .option(MILESTONES)
          .option(INTERVAL_RESCALING, IntervalRescaling.of(false))
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  private final Sequence sequence;

  /** A schedule of this optimizer's rates. */
  public SequentialLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, SCHEDULERS, MILESTONES);
    sequence =
        new Sequence(
            this,
            args().get(SCHEDULERS).list(),
            args().get(MILESTONES),
            args().get(INTERVAL_RESCALING));
    start();
  }

  @Override
  public double getLr(double baseLr, int step) {
    return sequence.at(step).getLr(baseLr, sequence.inner(step));
  }

  @Override
  double graphLr(double baseLr, int step) {
    return sequence.at(step).graphLr(baseLr, sequence.inner(step));
  }

  @Override
  double[] rates() {
    sequence.remember(lastStep());
    return super.rates();
  }

  @Override
  void save(Map<String, @Nullable Object> state) {
    super.save(state);
    sequence.save(state);
  }

  @Override
  void load(Map<String, ? extends @Nullable Object> state) {
    super.load(state);
    sequence.load(state);
  }
}
