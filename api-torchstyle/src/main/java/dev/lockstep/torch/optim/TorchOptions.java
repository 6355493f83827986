package dev.lockstep.torch.optim;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The keyword arguments of torch's optimizers, to be imported statically: {@code new
 * SGD(model.parameters(), lr(0.1), momentum(0.9))}.
 */
public final class TorchOptions {
  private static final Map<String, OptionKey<?>> KEYS = new HashMap<>();

  private TorchOptions() {}

  private static <T> OptionKey<T> key(String name, Class<T> type) {
    OptionKey<T> key = OptionKey.of(name, type);
    KEYS.putIfAbsent(name, key);
    return key;
  }

  /** The option of that name; for a name that is not torch's, one that takes any value. */
  public static OptionKey<?> key(String name) {
    OptionKey<?> key = KEYS.get(name);
    return key == null ? OptionKey.of(name, Object.class) : key;
  }

  /** The learning rate of one step. */
  public static final OptionKey<Double> LR = key("lr", Double.class);

  /** How much of the momentum buffer stays. */
  public static final OptionKey<Double> MOMENTUM = key("momentum", Double.class);

  /** How much of the gradient is kept out of the momentum buffer. */
  public static final OptionKey<Double> DAMPENING = key("dampening", Double.class);

  /** L2 or decoupled decay, as the optimizer says. */
  public static final OptionKey<Double> WEIGHT_DECAY = key("weight_decay", Double.class);

  /** Nesterov's form of momentum. */
  public static final OptionKey<Boolean> NESTEROV = key("nesterov", Boolean.class);

  /** Climb instead of descend: the gradient is negated first. */
  public static final OptionKey<Boolean> MAXIMIZE = key("maximize", Boolean.class);

  /** Decays of the two moments. */
  public static final OptionKey<Betas> BETAS = key("betas", Betas.class);

  /** Keeps a denominator away from 0. */
  public static final OptionKey<Double> EPS = key("eps", Double.class);

  /** Use the largest second moment seen. */
  public static final OptionKey<Boolean> AMSGRAD = key("amsgrad", Boolean.class);

  /** AdamW's decay in Adam, RAdam and NAdam. */
  public static final OptionKey<Boolean> DECOUPLED_WEIGHT_DECAY =
      key("decoupled_weight_decay", Boolean.class);

  /** Decay of RMSprop's averages; the power in ASGD's rate. */
  public static final OptionKey<Double> ALPHA = key("alpha", Double.class);

  /** Decay of the objective in ASGD. */
  public static final OptionKey<Double> LAMBD = key("lambd", Double.class);

  /** The step from which ASGD averages. */
  public static final OptionKey<Double> T0 = key("t0", Double.class);

  /** Decay of Adadelta's averages. */
  public static final OptionKey<Double> RHO = key("rho", Double.class);

  /** How Adagrad's rate falls with the steps. */
  public static final OptionKey<Double> LR_DECAY = key("lr_decay", Double.class);

  /** Adagrad's sum before the first step. */
  public static final OptionKey<Double> INITIAL_ACCUMULATOR_VALUE =
      key("initial_accumulator_value", Double.class);

  /** What shortens and lengthens Rprop's steps. */
  public static final OptionKey<Etas> ETAS = key("etas", Etas.class);

  /** The shortest and the longest of Rprop's steps. */
  public static final OptionKey<StepSizes> STEP_SIZES = key("step_sizes", StepSizes.class);

  /** How fast NAdam's momentum rises. */
  public static final OptionKey<Double> MOMENTUM_DECAY = key("momentum_decay", Double.class);

  /** Divide by the standard deviation instead of the root mean square. */
  public static final OptionKey<Boolean> CENTERED = key("centered", Boolean.class);

  /** Adafactor's epsilons. */
  public static final OptionKey<AdafactorEps> ADAFACTOR_EPS = key("eps", AdafactorEps.class);

  /** How fast Adafactor forgets. */
  public static final OptionKey<Double> BETA2_DECAY = key("beta2_decay", Double.class);

  /** The greatest root mean square of an update of Adafactor. */
  public static final OptionKey<Double> D = key("d", Double.class);

  /** The polynomial of Muon. */
  public static final OptionKey<NsCoefficients> NS_COEFFICIENTS =
      key("ns_coefficients", NsCoefficients.class);

  /** How often Muon applies it. */
  public static final OptionKey<Integer> NS_STEPS = key("ns_steps", Integer.class);

  /** How Muon fits the rate to a matrix: original, match_rms_adamw or spectral_unclamped. */
  public static final OptionKey<String> ADJUST_LR_FN = key("adjust_lr_fn", String.class);

  /** Iterations of LBFGS in a step. */
  public static final OptionKey<Integer> MAX_ITER = key("max_iter", Integer.class);

  /** Calls of the closure in a step of LBFGS. */
  public static final OptionKey<Integer> MAX_EVAL = key("max_eval", Integer.class);

  /** LBFGS ends when no gradient is larger. */
  public static final OptionKey<Double> TOLERANCE_GRAD = key("tolerance_grad", Double.class);

  /** LBFGS ends when loss or parameters change less. */
  public static final OptionKey<Double> TOLERANCE_CHANGE = key("tolerance_change", Double.class);

  /** How many steps LBFGS remembers. */
  public static final OptionKey<Integer> HISTORY_SIZE = key("history_size", Integer.class);

  /** strong_wolfe, or no line search. */
  public static final OptionKey<String> LINE_SEARCH_FN = key("line_search_fn", String.class);

  /** The many-tensor implementation. */
  public static final OptionKey<Boolean> FOREACH = key("foreach", Boolean.class);

  /** The one-kernel implementation. */
  public static final OptionKey<Boolean> FUSED = key("fused", Boolean.class);

  /** Without meaning here: for CUDA graphs. */
  public static final OptionKey<Boolean> CAPTURABLE = key("capturable", Boolean.class);

  /** Without meaning here: for gradients through the update. */
  public static final OptionKey<Boolean> DIFFERENTIABLE = key("differentiable", Boolean.class);

  /** Written into groups by a scheduler: the rate with which it starts. */
  public static final OptionKey<Double> INITIAL_LR = key("initial_lr", Double.class);

  /** Written into groups by OneCycleLR: the rate at the top. */
  public static final OptionKey<Double> MAX_LR = key("max_lr", Double.class);

  /** Written into groups by OneCycleLR: the rate at the end. */
  public static final OptionKey<Double> MIN_LR = key("min_lr", Double.class);

  /** Written into groups by CyclicLR and OneCycleLR: the momentum where the rate is highest. */
  public static final OptionKey<Double> BASE_MOMENTUM = key("base_momentum", Double.class);

  /** Written into groups by CyclicLR and OneCycleLR: the momentum where the rate is lowest. */
  public static final OptionKey<Double> MAX_MOMENTUM = key("max_momentum", Double.class);

  /** Written into groups by SWALR: the rate that it goes to. */
  public static final OptionKey<Double> SWA_LR = key("swa_lr", Double.class);

  /** {@link #LR}. */
  public static Setting<Double> lr(double value) {
    return LR.is(value);
  }

  /** {@link #MOMENTUM}. */
  public static Setting<Double> momentum(double value) {
    return MOMENTUM.is(value);
  }

  /** {@link #DAMPENING}. */
  public static Setting<Double> dampening(double value) {
    return DAMPENING.is(value);
  }

  /** {@link #WEIGHT_DECAY}. */
  public static Setting<Double> weightDecay(double value) {
    return WEIGHT_DECAY.is(value);
  }

  /** {@link #NESTEROV}. */
  public static Setting<Boolean> nesterov(boolean value) {
    return NESTEROV.is(value);
  }

  /** {@link #MAXIMIZE}. */
  public static Setting<Boolean> maximize(boolean value) {
    return MAXIMIZE.is(value);
  }

  /** {@link #BETAS}. */
  public static Setting<Betas> betas(double beta1, double beta2) {
    return BETAS.is(new Betas(beta1, beta2));
  }

  /** {@link #EPS}. */
  public static Setting<Double> eps(double value) {
    return EPS.is(value);
  }

  /** {@link #AMSGRAD}. */
  public static Setting<Boolean> amsgrad(boolean value) {
    return AMSGRAD.is(value);
  }

  /** {@link #DECOUPLED_WEIGHT_DECAY}. */
  public static Setting<Boolean> decoupledWeightDecay(boolean value) {
    return DECOUPLED_WEIGHT_DECAY.is(value);
  }

  /** {@link #FOREACH}. */
  public static Setting<Boolean> foreach(boolean value) {
    return FOREACH.is(value);
  }

  /** {@link #FUSED}. */
  public static Setting<Boolean> fused(boolean value) {
    return FUSED.is(value);
  }

  /** {@link #CAPTURABLE}. */
  public static Setting<Boolean> capturable(boolean value) {
    return CAPTURABLE.is(value);
  }

  /** {@link #DIFFERENTIABLE}. */
  public static Setting<Boolean> differentiable(boolean value) {
    return DIFFERENTIABLE.is(value);
  }

  /** {@link #ALPHA}. */
  public static Setting<Double> alpha(double value) {
    return ALPHA.is(value);
  }

  /** {@link #LAMBD}. */
  public static Setting<Double> lambd(double value) {
    return LAMBD.is(value);
  }

  /** {@link #T0}. */
  public static Setting<Double> t0(double value) {
    return T0.is(value);
  }

  /** {@link #RHO}. */
  public static Setting<Double> rho(double value) {
    return RHO.is(value);
  }

  /** {@link #LR_DECAY}. */
  public static Setting<Double> lrDecay(double value) {
    return LR_DECAY.is(value);
  }

  /** {@link #INITIAL_ACCUMULATOR_VALUE}. */
  public static Setting<Double> initialAccumulatorValue(double value) {
    return INITIAL_ACCUMULATOR_VALUE.is(value);
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

  /** {@link #CENTERED}. */
  public static Setting<Boolean> centered(boolean value) {
    return CENTERED.is(value);
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

  /** {@link #MAX_ITER}. */
  public static Setting<Integer> maxIter(int value) {
    return MAX_ITER.is(value);
  }

  /** {@link #MAX_EVAL}. */
  public static Setting<Integer> maxEval(int value) {
    return MAX_EVAL.is(value);
  }

  /** {@link #TOLERANCE_GRAD}. */
  public static Setting<Double> toleranceGrad(double value) {
    return TOLERANCE_GRAD.is(value);
  }

  /** {@link #TOLERANCE_CHANGE}. */
  public static Setting<Double> toleranceChange(double value) {
    return TOLERANCE_CHANGE.is(value);
  }

  /** {@link #HISTORY_SIZE}. */
  public static Setting<Integer> historySize(int value) {
    return HISTORY_SIZE.is(value);
  }

  /** {@link #LINE_SEARCH_FN}. */
  public static Setting<String> lineSearchFn(String value) {
    return LINE_SEARCH_FN.is(value);
  }
}
