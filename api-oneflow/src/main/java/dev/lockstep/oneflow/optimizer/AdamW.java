package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA1;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.BETA2;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.DO_BIAS_CORRECTION;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.EPSILON;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_EXCLUDES;
import static dev.lockstep.oneflow.optimizer.OptimizerOptions.WEIGHT_DECAY_INCLUDES;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;

/**
 * {@code flow.optimizer.AdamW}: {@link Adam} with {@code weight_decay*p} beside its direction,
 * scaled by the corrected rate.
 */
public final class AdamW extends Optimizer {
  /** Names, order and defaults; the scheduler comes first. */
  public static final Signature SIGNATURE =
      signature("AdamW")
          .option(BETA1, 0.9)
          .option(BETA2, 0.999)
          .option(EPSILON, 1e-8)
          .option(DO_BIAS_CORRECTION, false)
          .option(WEIGHT_DECAY, 0.0)
          .option(WEIGHT_DECAY_INCLUDES)
          .option(WEIGHT_DECAY_EXCLUDES);

  /** An optimizer with these arguments. */
  public AdamW(LrScheduler lrScheduler, Option... options) {
    super(SIGNATURE, lrScheduler, options);
  }

  @Override
  VariableUpdate updateOf(Parameter variable) {
    return AdamNumbers.of(variable, options(), options().get(DO_BIAS_CORRECTION));
  }
}
