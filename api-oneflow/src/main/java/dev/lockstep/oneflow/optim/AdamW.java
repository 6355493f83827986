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
 * {@code oneflow.optim.AdamW}: Adam, with {@code lr*weight_decay*p} beside it.
 *
 * <p>Differs from torch: <b>weight_decay is 0 by default</b> (0.01 in torch); one step count for
 * all parameters.
 *
 * <p>State: {@code exp_avg}, {@code exp_avg_sq}, with amsgrad {@code max_exp_avg_sq}.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class AdamW extends Elementwise {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.AdamW")
          .option(LR, 0.001)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0)
          .option(AMSGRAD, false)
          .option(DO_BIAS_CORRECTION, true)
          .option(CONTIGUOUS_PARAMS, false)
          .option(FUSED, false);

  /** AdamW of parameters or groups, {@code new AdamW(model.parameters(), lr(0.001))}. */
  public AdamW(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, new AdamUpdate(true), new CommonAdamUpdate(true), options);
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
