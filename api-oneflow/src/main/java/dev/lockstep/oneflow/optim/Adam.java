package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.AMSGRAD;
import static dev.lockstep.oneflow.optim.OneFlowOptions.BETAS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.CONTIGUOUS_PARAMS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.DO_BIAS_CORRECTION;
import static dev.lockstep.oneflow.optim.OneFlowOptions.EPS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.FUSED;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;
import java.util.List;

/**
 * {@code oneflow.optim.Adam}: L2 decay, then Adam with epsilon added after bias correction.
 *
 * <p>Differs from torch: one step count for all parameters; corrections and {@code 1 - beta} are
 * float32 numbers.
 *
 * <p>State: {@code exp_avg}, {@code exp_avg_sq}, with amsgrad {@code max_exp_avg_sq}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class Adam extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.Adam")
          .option(LR, 0.001)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0)
          .option(AMSGRAD, false)
          .option(DO_BIAS_CORRECTION, true)
          .option(CONTIGUOUS_PARAMS, false)
          .option(FUSED, false);

  /** Adam of parameters or groups, {@code new Adam(model.parameters(), lr(0.001))}. */
  public Adam(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, new AdamUpdate(false), new CommonAdamUpdate(false), options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    AdamUpdate.validate(o);
  }

  @Override
  List<String> kept(Options o) {
    return AdamUpdate.kept(o);
  }
}
