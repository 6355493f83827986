package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.ETA_MIN;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.T_MAX;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.experimental.optim.Optimizer;

/**
 * {@code experimental.optim.lr_scheduler.CosineAnnealingLR}: half a cosine from the base rate down
 * to {@code eta_min} in {@code T_max} epochs, then up again; roundings add up. {@code T_max} 0 ends
 * in NaN.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.CosineAnnealingLR.html">MindSpore
 *     2.10</a>
 */
public final class CosineAnnealingLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.CosineAnnealingLR")
          .option(T_MAX)
          .option(ETA_MIN, 0.0)
          .option(LAST_EPOCH, -1)
          .strict(T_MAX, LAST_EPOCH);

  /** A schedule of this optimizer's rates. */
  public CosineAnnealingLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, T_MAX);
    start();
  }

  @Override
  protected double[] getLr() {
    int half = args().get(T_MAX);
    if (lastEpoch() == 0) {
      return rates();
    }
    Precision p = precision();
    double turns = p.minus(p.minus(lastEpoch(), 1), half) % (2.0 * half);
    return turns == 0 ? turned(half) : moved(half);
  }

  /** The first epoch of the way up: the quotient of cosines would divide by 0. */
  private double[] turned(int half) {
    Precision p = precision();
    double part = p.minus(1, p.cosine(Math.PI / half));
    double[] rates = rates();
    for (int i = 0; i < rates.length; i++) {
      double height = p.minus(baseLrs()[i], args().get(ETA_MIN));
      rates[i] = p.plus(rates[i], p.over(p.times(height, part), 2));
    }
    return rates;
  }

  private double[] moved(int half) {
    Precision p = precision();
    double min = args().get(ETA_MIN);
    double ratio =
        p.over(
            p.plus(1, cosine(lastEpoch(), half)), p.plus(1, cosine(p.minus(lastEpoch(), 1), half)));
    return eachRate(rate -> p.plus(p.times(ratio, p.minus(rate, min)), min));
  }

  @Override
  protected double[] getClosedFormLr() {
    Precision p = precision();
    double min = args().get(ETA_MIN);
    double part = p.plus(1, cosine(lastEpoch(), args().get(T_MAX)));
    return eachBase(base -> p.plus(min, p.over(p.times(p.minus(base, min), part), 2)));
  }
}
