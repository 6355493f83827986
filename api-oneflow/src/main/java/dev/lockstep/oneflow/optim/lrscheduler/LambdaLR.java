package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LR_LAMBDA;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optim.Optimizer;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * {@code oneflow.optim.lr_scheduler.LambdaLR}: the base rate times a function of the step, one for
 * all groups or one a group.
 *
 * <p>Has no rate of a step apart from its groups, so it cannot stand in a composition, and no graph
 * mode.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class LambdaLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.LambdaLR")
          .option(LR_LAMBDA)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  private final List<IntToDoubleFunction> functions;

  /** A schedule of this optimizer's rates. */
  public LambdaLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, LR_LAMBDA);
    functions = groupFunctions();
    start();
  }

  @Override
  double[] rates() {
    double[] rates = baseLrs();
    for (int i = 0; i < rates.length; i++) {
      rates[i] *= functions.get(i).applyAsDouble(lastStep());
    }
    return rates;
  }

  /**
   * Refused: each group has its own function.
   *
   * @throws dev.lockstep.core.OptionException always
   */
  @Override
  public double getLr(double baseLr, int step) {
    throw new OptionException(
        "LambdaLR: it has no rate of a step apart from its groups; it cannot stand in a composition"
            + " or a graph. Write the composition as one function");
  }
}
