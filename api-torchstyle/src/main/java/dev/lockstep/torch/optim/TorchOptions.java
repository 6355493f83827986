package dev.lockstep.torch.optim;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Etas;
import dev.lockstep.core.OptimizerOptions;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import dev.lockstep.core.StepSizes;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The keyword arguments of torch's optimizers, to be imported statically: {@code new
 * SGD(model.parameters(), lr(0.1), momentum(0.9))}.
 */
public final class TorchOptions extends OptimizerOptions {
  private TorchOptions() {}

  /** AdamW's decay in Adam, RAdam and NAdam. */
  public static final OptionKey<Boolean> DECOUPLED_WEIGHT_DECAY =
      OptionKey.of("decoupled_weight_decay", Boolean.class);

  /** Decay of the objective in ASGD. */
  public static final OptionKey<Double> LAMBD = OptionKey.of("lambd", Double.class);

  /** The step from which ASGD averages. */
  public static final OptionKey<Double> T0 = OptionKey.of("t0", Double.class);

  /** What shortens and lengthens Rprop's steps. */
  public static final OptionKey<Etas> ETAS = OptionKey.of("etas", Etas.class);

  /** The shortest and the longest of Rprop's steps. */
  public static final OptionKey<StepSizes> STEP_SIZES = OptionKey.of("step_sizes", StepSizes.class);

  /** How fast NAdam's momentum rises. */
  public static final OptionKey<Double> MOMENTUM_DECAY =
      OptionKey.of("momentum_decay", Double.class);

  /** Adafactor's epsilons. */
  public static final OptionKey<AdafactorEps> ADAFACTOR_EPS =
      OptionKey.of("eps", AdafactorEps.class);

  /** How fast Adafactor forgets. */
  public static final OptionKey<Double> BETA2_DECAY = OptionKey.of("beta2_decay", Double.class);

  /** The greatest root mean square of an update of Adafactor. */
  public static final OptionKey<Double> D = OptionKey.of("d", Double.class);

  /** The polynomial of Muon. */
  public static final OptionKey<NsCoefficients> NS_COEFFICIENTS =
      OptionKey.of("ns_coefficients", NsCoefficients.class);

  /** How often Muon applies it. */
  public static final OptionKey<Integer> NS_STEPS = OptionKey.of("ns_steps", Integer.class);

  /** How Muon fits the rate to a matrix: original, match_rms_adamw or spectral_unclamped. */
  public static final OptionKey<String> ADJUST_LR_FN = OptionKey.of("adjust_lr_fn", String.class);

  /** The many-tensor implementation. */
  public static final OptionKey<Boolean> FOREACH = OptionKey.of("foreach", Boolean.class);

  /** Without meaning here: for CUDA graphs. */
  public static final OptionKey<Boolean> CAPTURABLE = OptionKey.of("capturable", Boolean.class);

  /**
   * The update as torch computes it where gradients are to flow through it: its bits. There is no
   * autograd here, so no gradient flows, and parameters are taken whether they require one or not.
   */
  public static final OptionKey<Boolean> DIFFERENTIABLE =
      OptionKey.of("differentiable", Boolean.class);

  /** Written into groups by OneCycleLR: the rate at the top. */
  public static final OptionKey<Double> MAX_LR = OptionKey.of("max_lr", Double.class);

  /** Written into groups by OneCycleLR: the rate at the end. */
  public static final OptionKey<Double> MIN_LR = OptionKey.of("min_lr", Double.class);

  /** Written into groups by CyclicLR and OneCycleLR: the momentum where the rate is highest. */
  public static final OptionKey<Double> BASE_MOMENTUM = OptionKey.of("base_momentum", Double.class);

  /** Written into groups by CyclicLR and OneCycleLR: the momentum where the rate is lowest. */
  public static final OptionKey<Double> MAX_MOMENTUM = OptionKey.of("max_momentum", Double.class);

  /** Written into groups by SWALR: the rate that it goes to. */
  public static final OptionKey<Double> SWA_LR = OptionKey.of("swa_lr", Double.class);

  private static final List<OptionKey<?>> WRITTEN_BY_SCHEDULERS =
      List.of(INITIAL_LR, MAX_LR, MIN_LR, BASE_MOMENTUM, MAX_MOMENTUM, SWA_LR);

  /** An entry of a group that is no option of its optimizer; an unknown one takes any value. */
  static OptionKey<?> entry(String name) {
    for (OptionKey<?> key : WRITTEN_BY_SCHEDULERS) {
      if (key.name().equals(name)) {
        return key;
      }
    }
    return OptionKey.of(name, Object.class);
  }

  /**
   * {@link #LR} in a tensor of one element, as {@code lr=torch.tensor(0.1)}: filling it changes the
   * rate. What an optimizer or a schedule computes with it is rounded to its type.
   *
   * @throws OptionException if it has not one element
   */
  public static Setting<Double> lr(Tensor value) {
    return LR.setting(value);
  }

  /**
   * {@link #BETAS} in tensors of one element each, for Adam and AdamW; as {@link #lr(Tensor)}.
   *
   * @throws OptionException if one has not one element
   */
  public static Setting<Betas> betas(Tensor beta1, Tensor beta2) {
    return BETAS.setting(List.of(beta1, beta2));
  }

  /**
   * {@link #WEIGHT_DECAY} in a tensor of one element, for SGD.
   *
   * @throws OptionException if it has not one element
   */
  public static Setting<Double> weightDecay(Tensor value) {
    return WEIGHT_DECAY.setting(value);
  }

  /** {@link #DECOUPLED_WEIGHT_DECAY}. */
  public static Setting<Boolean> decoupledWeightDecay(boolean value) {
    return DECOUPLED_WEIGHT_DECAY.is(value);
  }

  /** {@link #FOREACH}. */
  public static Setting<Boolean> foreach(boolean value) {
    return FOREACH.is(value);
  }

  /** {@link #CAPTURABLE}. */
  public static Setting<Boolean> capturable(boolean value) {
    return CAPTURABLE.is(value);
  }

  /** {@link #DIFFERENTIABLE}. */
  public static Setting<Boolean> differentiable(boolean value) {
    return DIFFERENTIABLE.is(value);
  }

  /** {@link #LAMBD}. */
  public static Setting<Double> lambd(double value) {
    return LAMBD.is(value);
  }

  /** {@link #T0}. */
  public static Setting<Double> t0(double value) {
    return T0.is(value);
  }

  /** {@link #ETAS}. */
  public static Setting<Etas> etas(double shrink, double grow) {
    return ETAS.is(new Etas(shrink, grow));
  }

  /** {@link #STEP_SIZES}. */
  public static Setting<StepSizes> stepSizes(double least, double most) {
    return STEP_SIZES.is(new StepSizes(least, most));
  }

  /** {@link #MOMENTUM_DECAY}. */
  public static Setting<Double> momentumDecay(double value) {
    return MOMENTUM_DECAY.is(value);
  }

  /** {@link #ADAFACTOR_EPS}, the first one None. */
  public static Setting<AdafactorEps> adafactorEps(double eps2) {
    return ADAFACTOR_EPS.is(new AdafactorEps(OptionalDouble.empty(), eps2));
  }

  /** {@link #ADAFACTOR_EPS}. */
  public static Setting<AdafactorEps> adafactorEps(double eps1, double eps2) {
    return ADAFACTOR_EPS.is(new AdafactorEps(OptionalDouble.of(eps1), eps2));
  }

  /** {@link #BETA2_DECAY}. */
  public static Setting<Double> beta2Decay(double value) {
    return BETA2_DECAY.is(value);
  }

  /** {@link #D}. */
  public static Setting<Double> d(double value) {
    return D.is(value);
  }

  /** {@link #NS_COEFFICIENTS}. */
  public static Setting<NsCoefficients> nsCoefficients(double a, double b, double c) {
    return NS_COEFFICIENTS.is(new NsCoefficients(a, b, c));
  }

  /** {@link #NS_STEPS}. */
  public static Setting<Integer> nsSteps(int value) {
    return NS_STEPS.is(value);
  }

  /** {@link #ADJUST_LR_FN}. */
  public static Setting<String> adjustLrFn(String value) {
    return ADJUST_LR_FN.is(value);
  }
}
