package dev.lockstep.mindspore.mint.optim;

import static dev.lockstep.mindspore.MindSporeOptions.AMSGRAD;
import static dev.lockstep.mindspore.MindSporeOptions.BETAS;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;
import static dev.lockstep.mindspore.MindSporeOptions.LR;
import static dev.lockstep.mindspore.MindSporeOptions.MAXIMIZE;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.rule.AmsgradRule;
import dev.lockstep.core.transform.Scale;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.experimental.optim.AdamNumbers;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import java.util.List;

/**
 * {@code mint.optim.AdamW}: decoupled decay, epsilon after bias correction, as torch's.
 *
 * <p>MindSpore's CPU has no such operator ({@code The kernel AdamW unregistered}): this is the
 * published formula in float32, one rounding an operation, not replayed. {@code amsgrad} takes the
 * largest second moment before its correction, as torch's code does.
 *
 * <p>The state's {@code state_step} starts at -1, as in MindSpore: it is one less than the steps
 * taken.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/mint/mindspore.mint.optim.AdamW.html">mindspore
 *     2.10</a>
 */
public final class AdamW extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.mint.optim.AdamW")
          .option(LR, LearningRate.of(0.001))
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(WEIGHT_DECAY, WeightDecay.of(0.01))
          .option(AMSGRAD, false)
          .option(MAXIMIZE, false);

  private final Tensor stateStep = declareGlobal("state_step", Tensor.zeros(DType.F32, 1));
  private final AdamNumbers numbers = new AdamNumbers(isCommon());

  /**
   * AdamW of parameters or groups, {@code new AdamW(params, lr(0.001))}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public AdamW(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, "", options);
    stateStep.fill(-1);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    AdamNumbers.check(api(), o);
  }

  @Override
  protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
    List<String> names =
        group.get(AMSGRAD)
            ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")
            : List.of("exp_avg", "exp_avg_sq");
    return new Slots<>(
        parameter, new AdamRule.H(), names, Scale.KIND.make(parameter.value().dtype()));
  }

  @Override
  protected void begin() {
    stateStep.set(0, (float) stateStep.get(0) + 1f);
  }

  @Override
  protected void update(ParamGroup group, Slots<?> slots, double lr) {
    Slots<AdamRule.H> typed = typed(slots);
    numbers.set(typed.h(), group, lr, step());
    typed.transform(0).set(sign(group));
    typed.h().keep = number(1 - number(lr * decay(group)));
    Precisions<UpdateRule<AdamRule.H>> kind = group.get(AMSGRAD) ? AmsgradRule.KIND : AdamRule.KIND;
    stepper().schedule(typed, kind.shared(typed.dtype()));
  }
}
