package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LR_LAMBDA;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.schedule.EpochFunctions;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * {@code experimental.optim.lr_scheduler.MultiplicativeLR}: every epoch but epoch 0 the rate times
 * a function of the epoch.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.MultiplicativeLR.html">MindSpore
 *     2.10</a>
 */
public final class MultiplicativeLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.MultiplicativeLR")
          .option(LR_LAMBDA)
          .option(LAST_EPOCH, -1)
          .strict(LAST_EPOCH);

  private final List<IntToDoubleFunction> functions;

  /** A schedule of this optimizer's rates. */
  public MultiplicativeLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, LR_LAMBDA);
    EpochFunctions given = args().get(LR_LAMBDA);
    int groups = groups().size();
    require(
        given.fits(groups), "Expected %s lr_lambdas, but got %s", groups, given.functions().size());
    functions = given.spread(groups);
    start();
  }

  @Override
  protected double[] getLr() {
    double[] rates = rates();
    for (int i = 0; i < functions.size() && lastEpoch() > 0; i++) {
      rates[i] = precision().times(rates[i], functions.get(i).applyAsDouble((int) lastEpoch()));
    }
    return rates;
  }
}
