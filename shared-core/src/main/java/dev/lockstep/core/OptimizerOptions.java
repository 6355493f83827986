package dev.lockstep.core;

/**
 * The keyword arguments that optimizers of several frameworks have under one name, each declared
 * once. A framework's own class adds what only it has; its users * statically. What an optimizer
 * does with an option, its own page says.
 */
public class OptimizerOptions {
  /** For the frameworks' own lists of options. */
  protected OptimizerOptions() {}

  /** The learning rate of one step. */
  public static final OptionKey<Double> LR = OptionKey.of("lr", Double.class);

  /** How much of the momentum buffer stays. */
  public static final OptionKey<Double> MOMENTUM = OptionKey.of("momentum", Double.class);

  /** How much of the gradient is kept out of the momentum buffer. */
  public static final OptionKey<Double> DAMPENING = OptionKey.of("dampening", Double.class);

  /** L2 or decoupled decay, as the optimizer says. */
  public static final OptionKey<Double> WEIGHT_DECAY = OptionKey.of("weight_decay", Double.class);

  /** Nesterov's form of momentum. */
  public static final OptionKey<Boolean> NESTEROV = OptionKey.of("nesterov", Boolean.class);

  /** Climb instead of descend: the gradient is negated first. */
  public static final OptionKey<Boolean> MAXIMIZE = OptionKey.of("maximize", Boolean.class);

  /** Decays of the two moments. */
  public static final OptionKey<Betas> BETAS = OptionKey.of("betas", Betas.class);

  /** Keeps a denominator away from 0. */
  public static final OptionKey<Double> EPS = OptionKey.of("eps", Double.class);

  /** Use the largest second moment seen. */
  public static final OptionKey<Boolean> AMSGRAD = OptionKey.of("amsgrad", Boolean.class);

  /** Decay of RMSprop's averages; the power in ASGD's rate. */
  public static final OptionKey<Double> ALPHA = OptionKey.of("alpha", Double.class);

  /** Decay of Adadelta's averages. */
  public static final OptionKey<Double> RHO = OptionKey.of("rho", Double.class);

  /** How Adagrad's rate falls with the steps. */
  public static final OptionKey<Double> LR_DECAY = OptionKey.of("lr_decay", Double.class);

  /** Adagrad's sum before the first step. */
  public static final OptionKey<Double> INITIAL_ACCUMULATOR_VALUE =
      OptionKey.of("initial_accumulator_value", Double.class);

  /** Divide by the standard deviation instead of the root mean square. */
  public static final OptionKey<Boolean> CENTERED = OptionKey.of("centered", Boolean.class);

  /** Written into groups by a scheduler: the rate with which it starts. */
  public static final OptionKey<Double> INITIAL_LR = OptionKey.of("initial_lr", Double.class);

  /** Iterations of LBFGS in a step. */
  public static final OptionKey<Integer> MAX_ITER = OptionKey.of("max_iter", Integer.class);

  /** Calls of the closure in a step of LBFGS. */
  public static final OptionKey<Integer> MAX_EVAL = OptionKey.of("max_eval", Integer.class);

  /** LBFGS ends when no gradient is larger. */
  public static final OptionKey<Double> TOLERANCE_GRAD =
      OptionKey.of("tolerance_grad", Double.class);

  /** LBFGS ends when loss or parameters change less. */
  public static final OptionKey<Double> TOLERANCE_CHANGE =
      OptionKey.of("tolerance_change", Double.class);

  /** How many steps LBFGS remembers. */
  public static final OptionKey<Integer> HISTORY_SIZE = OptionKey.of("history_size", Integer.class);

  /** strong_wolfe, or no line search. */
  public static final OptionKey<String> LINE_SEARCH_FN =
      OptionKey.of("line_search_fn", String.class);

  /** The one-kernel implementation. */
  public static final OptionKey<Boolean> FUSED = OptionKey.of("fused", Boolean.class);

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

  /** {@link #ALPHA}. */
  public static Setting<Double> alpha(double value) {
    return ALPHA.is(value);
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

  /** {@link #CENTERED}. */
  public static Setting<Boolean> centered(boolean value) {
    return CENTERED.is(value);
  }

  /** {@link #FUSED}. */
  public static Setting<Boolean> fused(boolean value) {
    return FUSED.is(value);
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
