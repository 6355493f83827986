package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LAST_STEP;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.LR_LAMBDA;
import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.VERBOSE;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optim.OneFlowOptions;
import dev.lockstep.oneflow.optim.Optimizer;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * {@code oneflow.optim.lr_scheduler.MultiplicativeLR}: every step the rate of the group times a
 * function of the step, one for all groups or one a group; not in the initial step.
 *
 * <p>As torch's it goes on from the rate that is set, and not from the base rate, so it cannot
 * stand in a composition.
 *
 * @see <a href="https://github.com/Oneflow-Inc/oneflow/tree/v1.0.0">oneflow 1.0.0</a>, which is the
 *     first release that has it
 */
public final class MultiplicativeLR extends LRScheduler {
  /** Names, order and defaults; OneFlow's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.MultiplicativeLR")
          .option(LR_LAMBDA)
          .option(LAST_STEP, -1)
          .option(VERBOSE, false);

  private final List<IntToDoubleFunction> functions;

  /** A schedule of this optimizer's rates. */
  public MultiplicativeLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, LR_LAMBDA);
    functions = groupFunctions();
    start();
  }

  @Override
  double[] rates() {
    double[] rates = groups().stream().mapToDouble(group -> group.get(OneFlowOptions.LR)).toArray();
    for (int i = 0; i < rates.length && lastStep() > 0; i++) {
      rates[i] *= functions.get(i).applyAsDouble(lastStep());
    }
    return rates;
  }

  /**
   * Refused: the rate of a step depends on all rates before it.
   *
   * @throws OptionException always
   */
  @Override
  public double getLr(double baseLr, int step) {
    throw new OptionException(
        "MultiplicativeLR: it has no rate of a step apart from the rates before it; it cannot stand"
            + " in a composition or a graph. Write the product as one function for LambdaLR");
  }
}
