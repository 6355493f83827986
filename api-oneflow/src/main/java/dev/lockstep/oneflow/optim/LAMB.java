package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.ADAM_W_MODE;
import static dev.lockstep.oneflow.optim.OneFlowOptions.AMSGRAD;
import static dev.lockstep.oneflow.optim.OneFlowOptions.BETAS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.CONTIGUOUS_PARAMS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.DO_BIAS_CORRECTION;
import static dev.lockstep.oneflow.optim.OneFlowOptions.EPS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.TensorRule;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.oneflow.optim.kernel.LambCommonKernel;
import dev.lockstep.oneflow.optim.kernel.LambKernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code oneflow.optim.LAMB}: Adam's direction, its length scaled to that of the parameter.
 *
 * <p>The decay is <b>outside the trust ratio</b>; with {@code adam_w_mode} off it is L2. {@code
 * amsgrad} is refused.
 *
 * <p>State: {@code exp_avg}, {@code exp_avg_sq}.
 *
 * @see <a href="https://arxiv.org/abs/1904.00962">You et al. 2020</a>; OneFlow 0.9.0
 */
public final class LAMB extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.LAMB")
          .option(LR, 0.001)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, 0.0)
          .option(ADAM_W_MODE, true)
          .option(DO_BIAS_CORRECTION, true)
          .option(AMSGRAD, false)
          .option(CONTIGUOUS_PARAMS, false);

  private final Precisions<TensorRule<LambKernel.H>> kind;
  private final Map<DType, TensorRule<LambKernel.H>> rules = new LinkedHashMap<>();
  private final LambKernel.H h = new LambKernel.H();

  /** LAMB of parameters or groups, {@code new LAMB(model.parameters(), lr(0.001))}. */
  public LAMB(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    kind = isCommon() ? LambCommonKernel.KIND : LambKernel.KIND;
    init(params);
  }

  @Override
  protected void validate(Options o) {
    require(!o.get(AMSGRAD), "LAMB does not support AMSGrad variant. Leave amsgrad out");
    Checks.rateDecayEpsilon(o);
    OptionChecks.betas(o.get(BETAS));
  }

  @Override
  protected void update(long k) {
    for (ParamGroup group : paramGroups()) {
      if (isCommon()) {
        setCommon(group.options(), k);
      } else {
        setNative(group.options(), k);
      }
      for (Parameter parameter : group.params()) {
        if (parameter.hasGrad()) {
          update(parameter);
        }
      }
    }
  }

  private void update(Parameter parameter) {
    Map<String, Tensor> state =
        states().computeIfAbsent(parameter, absent -> new LinkedHashMap<>());
    for (String name : AdamUpdate.MOMENTS) {
      state.computeIfAbsent(name, absent -> parameter.value().zerosLike());
    }
    rules
        .computeIfAbsent(parameter.value().dtype(), kind::make)
        .update(h, parameter.value(), parameter.grad(), List.copyOf(state.values()));
  }

  private void setNative(Options o, long k) {
    Betas betas = o.get(BETAS);
    float decay = Update.narrow(o.get(WEIGHT_DECAY));
    h.lr = Update.narrow(o.get(LR));
    h.beta1 = Update.narrow(betas.beta1());
    h.rest1 = Update.rest(betas.beta1());
    h.beta2 = Update.narrow(betas.beta2());
    h.rest2 = Update.rest(betas.beta2());
    h.correction1 = AdamUpdate.correction(o, betas.beta1(), k);
    h.root2 = (float) Math.sqrt(AdamUpdate.correction(o, betas.beta2(), k));
    h.eps = Update.narrow(o.get(EPS));
    h.l2 = o.get(ADAM_W_MODE) ? 0 : decay;
    h.decay = o.get(ADAM_W_MODE) ? decay : 0;
  }

  private void setCommon(Options o, long k) {
    Betas betas = o.get(BETAS);
    boolean corrects = o.get(DO_BIAS_CORRECTION);
    h.lr = o.get(LR);
    h.beta1 = betas.beta1();
    h.rest1 = 1 - betas.beta1();
    h.beta2 = betas.beta2();
    h.rest2 = 1 - betas.beta2();
    h.correction1 = corrects ? 1 - CorrectlyRounded.pow(betas.beta1(), (double) k) : 1;
    h.root2 = corrects ? Math.sqrt(1 - CorrectlyRounded.pow(betas.beta2(), (double) k)) : 1;
    h.eps = o.get(EPS);
    h.l2 = o.get(ADAM_W_MODE) ? 0 : o.get(WEIGHT_DECAY);
    h.decay = o.get(ADAM_W_MODE) ? o.get(WEIGHT_DECAY) : 0;
  }
}
