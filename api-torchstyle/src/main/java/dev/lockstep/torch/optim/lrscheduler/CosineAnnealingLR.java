package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.ETA_MIN;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.T_MAX;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.RateType;

/**
 * {@code torch.optim.lr_scheduler.CosineAnnealingLR}: half a cosine from the base rate down to
 * {@code eta_min} in {@code T_max} epochs, then up again.
 *
 * <p>The recursion multiplies by a quotient of cosines, so a rate depends on the rate before;
 * roundings add up over the periods. {@code T_max} 0 is accepted; the first step refuses it.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html">torch
 *     2.15</a>
 */
public final class CosineAnnealingLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.CosineAnnealingLR")
          .option(T_MAX)
          .option(ETA_MIN, 0.0)
          .option(LAST_EPOCH, -1);

  /** A schedule of this optimizer's rates. */
  public CosineAnnealingLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, T_MAX);
    start();
  }

  @Override
  protected double[] getLr() {
    int half = args().get(T_MAX);
    if (isInitial()) {
      return currentLr();
    }
    if (stepCount() == 1 && lastEpoch() > 0) {
      return getClosedFormLr();
    }
    return Scalars.modulo(lastEpoch() - 1 - half, 2 * half) == 0 ? turned(half) : moved(half);
  }

  /** The first epoch of the way up: the quotient of cosines would divide by 0. */
  private double[] turned(int half) {
    double min = args().get(ETA_MIN);
    return changed(
        (in, group, rate) -> {
          RateType base = baseType(group);
          double height = base.times(base.minus(baseLrs()[group], min), 1 - cosine(1, half));
          return in.with(base).plus(rate, base.over(height, 2));
        });
  }

  private double[] moved(int half) {
    double min = args().get(ETA_MIN);
    double ratio = Scalars.divide(1 + cosine(lastEpoch(), half), 1 + cosine(lastEpoch() - 1, half));
    return changed((in, group, rate) -> in.plus(in.times(ratio, in.minus(rate, min)), min));
  }

  @Override
  protected double[] getClosedFormLr() {
    double min = args().get(ETA_MIN);
    double height = 1 + cosine(lastEpoch(), args().get(T_MAX));
    return baseChanged((in, group, rate) -> annealed(in, rate, min, height));
  }

  /** {@code eta_min + (base_lr - eta_min) * (1 + cos) / 2}. */
  static double annealed(RateType in, double base, double min, double height) {
    return in.plus(min, in.over(in.times(in.minus(base, min), height), 2));
  }
}
