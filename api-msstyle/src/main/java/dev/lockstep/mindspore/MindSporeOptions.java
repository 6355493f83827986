package dev.lockstep.mindspore;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Etas;
import dev.lockstep.core.Group;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.StepSizes;
import dev.lockstep.core.schedule.Milestones;
import dev.lockstep.mindspore.nn.LearningRateSchedule;
import java.util.List;

/**
 * The keyword arguments of MindSpore's optimizers and schedules, to be imported statically: {@code
 * new Momentum(params, learningRate(0.1), momentum(0.9))}.
 */
public final class MindSporeOptions {
  private MindSporeOptions() {}

  /** The rate of a group in nn, of the optimizer or a group elsewhere. */
  public static final OptionKey<LearningRate> LR = OptionKey.of("lr", LearningRate.class);

  /** The rate of the optimizer, or the start of a schedule. */
  public static final OptionKey<LearningRate> LEARNING_RATE =
      OptionKey.of("learning_rate", LearningRate.class);

  /** L2 or decoupled decay, as the optimizer says. */
  public static final OptionKey<WeightDecay> WEIGHT_DECAY =
      OptionKey.of("weight_decay", WeightDecay.class);

  /** Of a group: subtract the mean from each output channel's gradient. */
  public static final OptionKey<Boolean> GRAD_CENTRALIZATION =
      OptionKey.of("grad_centralization", Boolean.class);

  /** Of a group without parameters: the order of all parameters. */
  public static final OptionKey<OrderParams> ORDER_PARAMS =
      OptionKey.of("order_params", OrderParams.class);

  /** What the loss was multiplied with; gradients are divided by it. */
  public static final OptionKey<Double> LOSS_SCALE = OptionKey.of("loss_scale", Double.class);

  /** How much of the momentum buffer stays. */
  public static final OptionKey<Double> MOMENTUM = OptionKey.of("momentum", Double.class);

  /** How much of the gradient is kept out of the momentum buffer. */
  public static final OptionKey<Double> DAMPENING = OptionKey.of("dampening", Double.class);

  /** Nesterov's form of momentum. */
  public static final OptionKey<Boolean> NESTEROV = OptionKey.of("nesterov", Boolean.class);

  /** Nesterov's form of momentum. */
  public static final OptionKey<Boolean> USE_NESTEROV = OptionKey.of("use_nesterov", Boolean.class);

  /** Decay of the first moment. */
  public static final OptionKey<Double> BETA1 = OptionKey.of("beta1", Double.class);

  /** Decay of the second moment. */
  public static final OptionKey<Double> BETA2 = OptionKey.of("beta2", Double.class);

  /** Decays of the two moments. */
  public static final OptionKey<Betas> BETAS = OptionKey.of("betas", Betas.class);

  /** Keeps a denominator away from 0. */
  public static final OptionKey<Double> EPS = OptionKey.of("eps", Double.class);

  /** Keeps a denominator away from 0. */
  public static final OptionKey<Double> EPSILON = OptionKey.of("epsilon", Double.class);

  /** Without meaning here: the order of concurrent writes. */
  public static final OptionKey<Boolean> USE_LOCKING = OptionKey.of("use_locking", Boolean.class);

  /** Use the largest second moment seen. */
  public static final OptionKey<Boolean> USE_AMSGRAD = OptionKey.of("use_amsgrad", Boolean.class);

  /** Use the largest second moment seen. */
  public static final OptionKey<Boolean> AMSGRAD = OptionKey.of("amsgrad", Boolean.class);

  /** Update only the rows of a sparse gradient; dense gradients as always. */
  public static final OptionKey<Boolean> USE_LAZY = OptionKey.of("use_lazy", Boolean.class);

  /** The kernel that returns a difference instead of writing the parameter. */
  public static final OptionKey<Boolean> USE_OFFLOAD = OptionKey.of("use_offload", Boolean.class);

  /** Climb instead of descend: the gradient is negated first. */
  public static final OptionKey<Boolean> MAXIMIZE = OptionKey.of("maximize", Boolean.class);

  /** ASGD's decay. */
  public static final OptionKey<Double> LAMBD = OptionKey.of("lambd", Double.class);

  /** ASGD's power of the rate, or RMSprop's decay. */
  public static final OptionKey<Double> ALPHA = OptionKey.of("alpha", Double.class);

  /** The step at which ASGD begins to average. */
  public static final OptionKey<Double> T0 = OptionKey.of("t0", Double.class);

  /** Rprop's factors. */
  public static final OptionKey<Etas> ETAS = OptionKey.of("etas", Etas.class);

  /** Rprop's limits. */
  public static final OptionKey<StepSizes> STEP_SIZES = OptionKey.of("step_sizes", StepSizes.class);

  /** FTRL's accumulator at the start. */
  public static final OptionKey<Double> INITIAL_ACCUM = OptionKey.of("initial_accum", Double.class);

  /** FTRL's power of the accumulator, at most 0. */
  public static final OptionKey<Double> LR_POWER = OptionKey.of("lr_power", Double.class);

  /** L1 regularization. */
  public static final OptionKey<Double> L1 = OptionKey.of("l1", Double.class);

  /** L2 regularization. */
  public static final OptionKey<Double> L2 = OptionKey.of("l2", Double.class);

  /** Adagrad's accumulator at the start. */
  public static final OptionKey<Double> ACCUM = OptionKey.of("accum", Double.class);

  /** Adagrad's accumulator at the start. */
  public static final OptionKey<Double> INITIAL_ACCUMULATOR_VALUE =
      OptionKey.of("initial_accumulator_value", Double.class);

  /** Whether Adagrad accumulates. */
  public static final OptionKey<Boolean> UPDATE_SLOTS = OptionKey.of("update_slots", Boolean.class);

  /** Adagrad's decay of the rate. */
  public static final OptionKey<Double> LR_DECAY = OptionKey.of("lr_decay", Double.class);

  /** RMSProp's decay of the mean square. */
  public static final OptionKey<Double> DECAY = OptionKey.of("decay", Double.class);

  /** Divide by the variance instead of the mean square. */
  public static final OptionKey<Boolean> CENTERED = OptionKey.of("centered", Boolean.class);

  /** Adadelta's decay. */
  public static final OptionKey<Double> RHO = OptionKey.of("rho", Double.class);

  /** NAdam's decay of the momentum. */
  public static final OptionKey<Double> MOMENTUM_DECAY =
      OptionKey.of("momentum_decay", Double.class);

  /** AdaFactor's largest root mean square of an update. */
  public static final OptionKey<Double> CLIP_THRESHOLD =
      OptionKey.of("clip_threshold", Double.class);

  /** AdaFactor's power of the step, or the rate of a decaying schedule. */
  public static final OptionKey<Double> DECAY_RATE = OptionKey.of("decay_rate", Double.class);

  /** Scale AdaFactor's rate by the size of the parameter. */
  public static final OptionKey<Boolean> SCALE_PARAMETER =
      OptionKey.of("scale_parameter", Boolean.class);

  /** AdaFactor computes its own rate. */
  public static final OptionKey<Boolean> RELATIVE_STEP =
      OptionKey.of("relative_step", Boolean.class);

  /** AdaFactor's own rate starts small. */
  public static final OptionKey<Boolean> WARMUP_INIT = OptionKey.of("warmup_init", Boolean.class);

  /** Keep AdaFactor's moments in float16. */
  public static final OptionKey<Boolean> COMPRESSION = OptionKey.of("compression", Boolean.class);

  /** LARS's trust coefficient. */
  public static final OptionKey<Double> COEFFICIENT = OptionKey.of("coefficient", Double.class);

  /** Whether LARS only ever lowers a rate. */
  public static final OptionKey<Boolean> USE_CLIP = OptionKey.of("use_clip", Boolean.class);

  /** Which parameters LARS scales. */
  public static final OptionKey<LarsFilter> LARS_FILTER =
      OptionKey.of("lars_filter", LarsFilter.class);

  /** The rate at the end of a cosine. */
  public static final OptionKey<Double> MIN_LR = OptionKey.of("min_lr", Double.class);

  /** The rate at the start of a cosine. */
  public static final OptionKey<Double> MAX_LR = OptionKey.of("max_lr", Double.class);

  /** Steps in one period of a schedule. */
  public static final OptionKey<Integer> DECAY_STEPS = OptionKey.of("decay_steps", Integer.class);

  /** Change the rate once a period instead of every step. */
  public static final OptionKey<Boolean> IS_STAIR = OptionKey.of("is_stair", Boolean.class);

  /** The rate at the end of a polynomial. */
  public static final OptionKey<Double> END_LEARNING_RATE =
      OptionKey.of("end_learning_rate", Double.class);

  /** The power of a polynomial. */
  public static final OptionKey<Double> POWER = OptionKey.of("power", Double.class);

  /** Stretch the polynomial when it is over. */
  public static final OptionKey<Boolean> UPDATE_DECAY_STEPS =
      OptionKey.of("update_decay_steps", Boolean.class);

  /** Steps until the full rate is reached. */
  public static final OptionKey<Integer> WARMUP_STEPS = OptionKey.of("warmup_steps", Integer.class);

  /** AdaFactor's two small numbers. */
  public static final OptionKey<Regularization> EPS_PAIR =
      OptionKey.of("eps", Regularization.class);

  /** Steps in the whole list. */
  public static final OptionKey<Integer> TOTAL_STEP = OptionKey.of("total_step", Integer.class);

  /** Steps in an epoch. */
  public static final OptionKey<Integer> STEP_PER_EPOCH =
      OptionKey.of("step_per_epoch", Integer.class);

  /** Epochs in one period of a list. */
  public static final OptionKey<Integer> DECAY_EPOCH = OptionKey.of("decay_epoch", Integer.class);

  /** Stretch the polynomial of a list when it is over. */
  public static final OptionKey<Boolean> UPDATE_DECAY_EPOCH =
      OptionKey.of("update_decay_epoch", Boolean.class);

  /** Epochs until the full rate is reached. */
  public static final OptionKey<Integer> WARMUP_EPOCH = OptionKey.of("warmup_epoch", Integer.class);

  /** The steps before which each piece of a list ends. */
  public static final OptionKey<Milestones> MILESTONE = OptionKey.of("milestone", Milestones.class);

  /** The rates of the pieces of a list. */
  public static final OptionKey<double[]> LEARNING_RATES =
      OptionKey.of("learning_rates", double[].class);

  /** {@link #LR}, constant. */
  public static Setting<LearningRate> lr(double value) {
    return LR.is(LearningRate.of(value));
  }

  /** {@link #LR}, one value a step. */
  public static Setting<LearningRate> lr(double[] values) {
    return LR.is(LearningRate.list(values));
  }

  /** {@link #LR}, scheduled. */
  public static Setting<LearningRate> lr(LearningRateSchedule schedule) {
    return LR.is(LearningRate.of(schedule));
  }

  /** {@link #LEARNING_RATE}, constant. */
  public static Setting<LearningRate> learningRate(double value) {
    return LEARNING_RATE.is(LearningRate.of(value));
  }

  /** {@link #LEARNING_RATE}, one value a step. */
  public static Setting<LearningRate> learningRate(double[] values) {
    return LEARNING_RATE.is(LearningRate.list(values));
  }

  /** {@link #LEARNING_RATE}, scheduled. */
  public static Setting<LearningRate> learningRate(LearningRateSchedule schedule) {
    return LEARNING_RATE.is(LearningRate.of(schedule));
  }

  /** {@link #WEIGHT_DECAY}, constant. */
  public static Setting<WeightDecay> weightDecay(double value) {
    return WEIGHT_DECAY.is(WeightDecay.of(value));
  }

  /** {@link #WEIGHT_DECAY}, dynamic. */
  public static Setting<WeightDecay> weightDecay(StepCell cell) {
    return WEIGHT_DECAY.is(WeightDecay.of(cell));
  }

  /** {@link #GRAD_CENTRALIZATION}. */
  public static Setting<Boolean> gradCentralization(boolean value) {
    return GRAD_CENTRALIZATION.is(value);
  }

  /** The entry {@link #ORDER_PARAMS} among the groups. */
  public static Group orderParams(List<Parameter> params) {
    return Group.of(List.of(), ORDER_PARAMS.is(new OrderParams(params)));
  }

  /** {@link #LOSS_SCALE}. */
  public static Setting<Double> lossScale(double value) {
    return LOSS_SCALE.is(value);
  }

  /** {@link #MOMENTUM}. */
  public static Setting<Double> momentum(double value) {
    return MOMENTUM.is(value);
  }

  /** {@link #DAMPENING}. */
  public static Setting<Double> dampening(double value) {
    return DAMPENING.is(value);
  }

  /** {@link #NESTEROV}. */
  public static Setting<Boolean> nesterov(boolean value) {
    return NESTEROV.is(value);
  }

  /** {@link #USE_NESTEROV}. */
  public static Setting<Boolean> useNesterov(boolean value) {
    return USE_NESTEROV.is(value);
  }

  /** {@link #BETA1}. */
  public static Setting<Double> beta1(double value) {
    return BETA1.is(value);
  }

  /** {@link #BETA2}. */
  public static Setting<Double> beta2(double value) {
    return BETA2.is(value);
  }

  /** {@link #BETAS}. */
  public static Setting<Betas> betas(double beta1, double beta2) {
    return BETAS.is(new Betas(beta1, beta2));
  }

  /** {@link #EPS}. */
  public static Setting<Double> eps(double value) {
    return EPS.is(value);
  }

  /** {@link #EPS_PAIR}. */
  public static Setting<Regularization> eps(double gradient, double parameter) {
    return EPS_PAIR.is(new Regularization(gradient, parameter));
  }

  /** {@link #EPSILON}. */
  public static Setting<Double> epsilon(double value) {
    return EPSILON.is(value);
  }

  /** {@link #USE_LOCKING}. */
  public static Setting<Boolean> useLocking(boolean value) {
    return USE_LOCKING.is(value);
  }

  /** {@link #USE_AMSGRAD}. */
  public static Setting<Boolean> useAmsgrad(boolean value) {
    return USE_AMSGRAD.is(value);
  }

  /** {@link #AMSGRAD}. */
  public static Setting<Boolean> amsgrad(boolean value) {
    return AMSGRAD.is(value);
  }

  /** {@link #USE_LAZY}. */
  public static Setting<Boolean> useLazy(boolean value) {
    return USE_LAZY.is(value);
  }

  /** {@link #USE_OFFLOAD}. */
  public static Setting<Boolean> useOffload(boolean value) {
    return USE_OFFLOAD.is(value);
  }

  /** {@link #MAXIMIZE}. */
  public static Setting<Boolean> maximize(boolean value) {
    return MAXIMIZE.is(value);
  }

  /** {@link #LAMBD}. */
  public static Setting<Double> lambd(double value) {
    return LAMBD.is(value);
  }

  /** {@link #ALPHA}. */
  public static Setting<Double> alpha(double value) {
    return ALPHA.is(value);
  }

  /** {@link #T0}. */
  public static Setting<Double> t0(double value) {
    return T0.is(value);
  }

  /** {@link #ETAS}. */
  public static Setting<Etas> etas(double minus, double plus) {
    return ETAS.is(new Etas(minus, plus));
  }

  /** {@link #STEP_SIZES}. */
  public static Setting<StepSizes> stepSizes(double min, double max) {
    return STEP_SIZES.is(new StepSizes(min, max));
  }

  /** {@link #INITIAL_ACCUM}. */
  public static Setting<Double> initialAccum(double value) {
    return INITIAL_ACCUM.is(value);
  }

  /** {@link #LR_POWER}. */
  public static Setting<Double> lrPower(double value) {
    return LR_POWER.is(value);
  }

  /** {@link #L1}. */
  public static Setting<Double> l1(double value) {
    return L1.is(value);
  }

  /** {@link #L2}. */
  public static Setting<Double> l2(double value) {
    return L2.is(value);
  }

  /** {@link #ACCUM}. */
  public static Setting<Double> accum(double value) {
    return ACCUM.is(value);
  }

  /** {@link #INITIAL_ACCUMULATOR_VALUE}. */
  public static Setting<Double> initialAccumulatorValue(double value) {
    return INITIAL_ACCUMULATOR_VALUE.is(value);
  }

  /** {@link #UPDATE_SLOTS}. */
  public static Setting<Boolean> updateSlots(boolean value) {
    return UPDATE_SLOTS.is(value);
  }

  /** {@link #LR_DECAY}. */
  public static Setting<Double> lrDecay(double value) {
    return LR_DECAY.is(value);
  }

  /** {@link #DECAY}. */
  public static Setting<Double> decay(double value) {
    return DECAY.is(value);
  }

  /** {@link #CENTERED}. */
  public static Setting<Boolean> centered(boolean value) {
    return CENTERED.is(value);
  }

  /** {@link #RHO}. */
  public static Setting<Double> rho(double value) {
    return RHO.is(value);
  }

  /** {@link #MOMENTUM_DECAY}. */
  public static Setting<Double> momentumDecay(double value) {
    return MOMENTUM_DECAY.is(value);
  }

  /** {@link #CLIP_THRESHOLD}. */
  public static Setting<Double> clipThreshold(double value) {
    return CLIP_THRESHOLD.is(value);
  }

  /** {@link #DECAY_RATE}. */
  public static Setting<Double> decayRate(double value) {
    return DECAY_RATE.is(value);
  }

  /** {@link #SCALE_PARAMETER}. */
  public static Setting<Boolean> scaleParameter(boolean value) {
    return SCALE_PARAMETER.is(value);
  }

  /** {@link #RELATIVE_STEP}. */
  public static Setting<Boolean> relativeStep(boolean value) {
    return RELATIVE_STEP.is(value);
  }

  /** {@link #WARMUP_INIT}. */
  public static Setting<Boolean> warmupInit(boolean value) {
    return WARMUP_INIT.is(value);
  }

  /** {@link #COMPRESSION}. */
  public static Setting<Boolean> compression(boolean value) {
    return COMPRESSION.is(value);
  }

  /** {@link #COEFFICIENT}. */
  public static Setting<Double> coefficient(double value) {
    return COEFFICIENT.is(value);
  }

  /** {@link #USE_CLIP}. */
  public static Setting<Boolean> useClip(boolean value) {
    return USE_CLIP.is(value);
  }

  /** {@link #LARS_FILTER}. */
  public static Setting<LarsFilter> larsFilter(LarsFilter value) {
    return LARS_FILTER.is(value);
  }

  /** {@link #MIN_LR}. */
  public static Setting<Double> minLr(double value) {
    return MIN_LR.is(value);
  }

  /** {@link #MAX_LR}. */
  public static Setting<Double> maxLr(double value) {
    return MAX_LR.is(value);
  }

  /** {@link #DECAY_STEPS}. */
  public static Setting<Integer> decaySteps(int value) {
    return DECAY_STEPS.is(value);
  }

  /** {@link #IS_STAIR}. */
  public static Setting<Boolean> isStair(boolean value) {
    return IS_STAIR.is(value);
  }

  /** {@link #END_LEARNING_RATE}. */
  public static Setting<Double> endLearningRate(double value) {
    return END_LEARNING_RATE.is(value);
  }

  /** {@link #POWER}. */
  public static Setting<Double> power(double value) {
    return POWER.is(value);
  }

  /** {@link #UPDATE_DECAY_STEPS}. */
  public static Setting<Boolean> updateDecaySteps(boolean value) {
    return UPDATE_DECAY_STEPS.is(value);
  }

  /** {@link #WARMUP_STEPS}. */
  public static Setting<Integer> warmupSteps(int value) {
    return WARMUP_STEPS.is(value);
  }

  /** {@link #TOTAL_STEP}. */
  public static Setting<Integer> totalStep(int value) {
    return TOTAL_STEP.is(value);
  }

  /** {@link #STEP_PER_EPOCH}. */
  public static Setting<Integer> stepPerEpoch(int value) {
    return STEP_PER_EPOCH.is(value);
  }

  /** {@link #DECAY_EPOCH}. */
  public static Setting<Integer> decayEpoch(int value) {
    return DECAY_EPOCH.is(value);
  }

  /** {@link #UPDATE_DECAY_EPOCH}. */
  public static Setting<Boolean> updateDecayEpoch(boolean value) {
    return UPDATE_DECAY_EPOCH.is(value);
  }

  /** {@link #WARMUP_EPOCH}. */
  public static Setting<Integer> warmupEpoch(int value) {
    return WARMUP_EPOCH.is(value);
  }

  /** {@link #MILESTONE}. */
  public static Setting<Milestones> milestone(int... values) {
    return MILESTONE.is(Milestones.of(values));
  }

  /** {@link #LEARNING_RATES}. */
  public static Setting<double[]> learningRates(double... values) {
    return LEARNING_RATES.is(values);
  }
}
