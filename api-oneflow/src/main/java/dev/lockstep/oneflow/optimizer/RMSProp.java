package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.CENTERED;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.DECAY_RATE;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.EPSILON;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optim.kernel.CenteredRmsPropKernel;
import dev.lockstep.oneflow.optim.kernel.RmsPropKernel;
import java.util.List;

/**
 * {@code flow.optimizer.RMSProp}: the gradient over its running root mean square, epsilon inside
 * the root.
 */
public final class RMSProp extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      rest(
          scale(
              start("RMSProp")
                  .option(DECAY_RATE, 0.99)
                  .option(EPSILON, 1e-8)
                  .option(CENTERED, false)));

  /**
   * An optimizer with these arguments, the scheduler among them.
   *
   * @throws dev.lockstep.core.OptionException if there is no scheduler, or an argument is wrong
   */
  public RMSProp(Option... options) {
    super(SIGNATURE, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    boolean centered = options().get(CENTERED);
    return new ElementUpdate<>(
        variable,
        centered ? CenteredRmsPropKernel.KIND : RmsPropKernel.KIND,
        new RmsPropKernel.H(),
        List.of("mean_square", "mean_gradient"),
        (h, lr, decay, t) -> {
          h.lr = lr;
          h.alpha = options().get(DECAY_RATE).floatValue();
          h.rest = 1 - (float) h.alpha;
          h.eps = options().get(EPSILON).floatValue();
        });
  }
}
