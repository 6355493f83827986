package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.ETA_MIN;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.T_0;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.T_MULT;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.experimental.optim.Optimizer;

/**
 * {@code experimental.optim.lr_scheduler.CosineAnnealingWarmRestarts}: half a cosine from the base
 * rate to {@code eta_min} in {@code T_0} epochs, again and again, each time {@code T_mult} times
 * longer.
 *
 * <p>{@link #step(double)} may be called with fractions of an epoch. For {@code T_mult} above 1 it
 * is refused from {@code T_0} on: MindSpore calls the operator Log with two arguments there.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.CosineAnnealingWarmRestarts.html">MindSpore
 *     2.10</a>
 */
public final class CosineAnnealingWarmRestarts extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.CosineAnnealingWarmRestarts")
          .option(T_0)
          .option(T_MULT, 1)
          .option(ETA_MIN, 0.0)
          .option(LAST_EPOCH, -1)
          .strict(T_0, T_MULT, LAST_EPOCH);

  private double length;
  private double position;

  /** A schedule of this optimizer's rates. */
  public CosineAnnealingWarmRestarts(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, T_0);
    require(first() > 0, "T_0 should be an integer greater than 0, but got %s", first());
    require(
        multiplier() >= 1,
        "T_mult should be an integer and equal or greater than 1, but got %s",
        multiplier());
    length = first();
    position = lastEpoch();
    start();
  }

  private int first() {
    return args().get(T_0);
  }

  private int multiplier() {
    return args().get(T_MULT);
  }

  @Override
  protected double[] getLr() {
    Precision p = precision();
    double min = args().get(ETA_MIN);
    double part = p.plus(1, cosine(position, length));
    return eachBase(base -> p.plus(min, p.over(p.times(p.minus(base, min), part), 2)));
  }

  @Override
  public void step() {
    if (lastEpoch() < 0) {
      step(0);
      return;
    }
    Precision p = precision();
    position = p.plus(position, 1);
    if (position >= length) {
      position = p.minus(position, length);
      length = p.times(length, multiplier());
    }
    setLastEpoch(Math.floor(p.plus(lastEpoch(), 1)));
    write(getLr());
  }

  @Override
  public void step(int epoch) {
    step((double) epoch);
  }

  /**
   * Goes to an epoch, which may be a fraction: {@code epoch + batch / batches}.
   *
   * @throws dev.lockstep.core.OptionException if it is negative
   * @throws UnsupportedOperationException from {@code T_0} on, if {@code T_mult} is above 1
   */
  public void step(double epoch) {
    require(epoch >= 0, "epoch should be a non-negative integer, but got %s", epoch);
    double rounded = precision().round(epoch);
    if (rounded < first()) {
      length = first();
      position = rounded;
    } else if (multiplier() == 1) {
      position = rounded % first();
    } else {
      throw new UnsupportedOperationException(
          "CosineAnnealingWarmRestarts cannot go to epoch %s, behind T_0 %s, with T_mult %s: TypeError, the operator Log takes one argument; call step() without it"
              .formatted(epoch, first(), multiplier()));
    }
    setLastEpoch(Math.floor(rounded));
    write(getLr());
  }
}
