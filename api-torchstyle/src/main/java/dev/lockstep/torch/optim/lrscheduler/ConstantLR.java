package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.FACTOR;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.TOTAL_ITERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.torch.optim.Optimizer;

/**
 * {@code torch.optim.lr_scheduler.ConstantLR}: the rate times {@code factor} until epoch {@code
 * total_iters}.
 *
 * <p>The rate is multiplied by {@code factor}, then by its reciprocal, so it may come back a
 * rounding away from where it was; with {@code total_iters} 0 it never comes back; {@code factor} 0
 * is refused when it is to be undone.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html">torch
 *     2.15</a>
 */
public final class ConstantLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.ConstantLR")
          .option(FACTOR, 1.0 / 3)
          .option(TOTAL_ITERS, 5)
          .option(LAST_EPOCH, -1);

  /** A schedule of this optimizer's rates. */
  public ConstantLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options);
    double factor = args().get(FACTOR);
    require(
        factor >= 0 && factor <= 1,
        "Constant multiplicative factor expected to be between 0 and 1, got factor %s",
        factor);
    start();
  }

  @Override
  protected double[] getLr() {
    if (lastEpoch() == 0) {
      return times(args().get(FACTOR));
    }
    return lastEpoch() == args().get(TOTAL_ITERS)
        ? times(Scalars.divide(1, args().get(FACTOR)))
        : currentLr();
  }

  @Override
  protected double[] getClosedFormLr() {
    double factor = args().get(FACTOR);
    boolean over = lastEpoch() >= args().get(TOTAL_ITERS);
    return baseTimes(over ? factor + (1 - factor) : factor);
  }
}
