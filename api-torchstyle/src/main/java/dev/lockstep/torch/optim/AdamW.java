package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.AMSGRAD;
import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.DECOUPLED_WEIGHT_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.FUSED;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Trainable;

/**
 * {@code torch.optim.AdamW}: {@link Adam} with decoupled weight decay, {@code p = p * (1 - lr *
 * weight_decay)} before the update, and another default decay.
 *
 * @see dev.lockstep.core.rule.AdamRule
 * @see dev.lockstep.core.rule.AmsgradRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html">torch
 *     2.15</a>
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2019</a>
 */
public final class AdamW extends Adam {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.AdamW")
          .option(LR, 0.001)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.01)
          .option(AMSGRAD, false)
          .option(MAXIMIZE, false)
          .option(FOREACH)
          .option(CAPTURABLE, false)
          .option(DIFFERENTIABLE, false)
          .option(FUSED)
          .fixed(DECOUPLED_WEIGHT_DECAY, true)
          .tensors(LR, BETAS);

  /**
   * AdamW of parameters or groups, {@code new AdamW(model.parameters(), lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public AdamW(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, params, options);
  }
}
