package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.BETA1;
import static dev.lockstep.mindspore.MindSporeOptions.CLIP_THRESHOLD;
import static dev.lockstep.mindspore.MindSporeOptions.COMPRESSION;
import static dev.lockstep.mindspore.MindSporeOptions.DECAY_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.EPS_PAIR;
import static dev.lockstep.mindspore.MindSporeOptions.LEARNING_RATE;
import static dev.lockstep.mindspore.MindSporeOptions.LOSS_SCALE;
import static dev.lockstep.mindspore.MindSporeOptions.RELATIVE_STEP;
import static dev.lockstep.mindspore.MindSporeOptions.SCALE_PARAMETER;
import static dev.lockstep.mindspore.MindSporeOptions.WARMUP_INIT;
import static dev.lockstep.mindspore.MindSporeOptions.WEIGHT_DECAY;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Transform;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.FloatMath;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.mindspore.Regularization;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.mindspore.nn.kernel.AdaFactorKernel;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * {@code nn.AdaFactor}: second moments kept by row and by column, an update of limited size, a rate
 * of its own unless one is given.
 *
 * <pre class="formula">
 * beta2 = 1 - t^-decay_rate
 * v = beta2*v + (1 - beta2)*(g*g + eps)             (tensors of rank 2 and more: row and column means)
 * u = g/sqrt(v)
 * u = u/max(1, rms(u)/clip_threshold) * rate        (rate: times max(eps', rms(p)) if scale_parameter)
 * exp_avg = beta1*exp_avg + (1 - beta1)*u
 * p = p - exp_avg - rate*weight_decay*p
 * </pre>
 *
 * <p>{@code relative_step} (with no learning_rate) makes the rate {@code min(0.01, 1/sqrt(t))}, or
 * {@code min(1e-6*t, 1/sqrt(t))} with {@code warmup_init}. The weight decay of a group is ignored:
 * that of the constructor acts on all. {@code loss_scale} is ignored: {@link
 * Quirk#ADAFACTOR_IGNORES_LOSS_SCALE}.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/nn/mindspore.nn.AdaFactor.html">mindspore
 *     2.10</a>
 */
public final class AdaFactor extends Optimizer {
  /** Names, order and defaults; {@code learning_rate} is None unless it is given. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.AdaFactor")
          .option(LEARNING_RATE)
          .option(EPS_PAIR, new Regularization(1e-30, 1e-3))
          .option(CLIP_THRESHOLD, 1.0)
          .option(DECAY_RATE, 0.8)
          .option(BETA1, 0.9)
          .option(WEIGHT_DECAY, WeightDecay.of(0.0))
          .option(SCALE_PARAMETER, true)
          .option(RELATIVE_STEP, true)
          .option(WARMUP_INIT, false)
          .option(COMPRESSION, false)
          .option(LOSS_SCALE, 1.0);

  private final IdentityHashMap<Slots<?>, Whole<AdaFactorKernel.H>> updates =
      new IdentityHashMap<>();
  private final Tensor stepTensor = declareGlobal("step", Tensor.zeros(DType.F32, 1));

  /**
   * AdaFactor of parameters or groups, {@code new AdaFactor(params)}.
   *
   * @throws OptionException for what the constructor of MindSpore's own class refuses
   */
  public AdaFactor(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
  }

  @Override
  protected boolean isOptional(OptionKey<?> key) {
    return key == LEARNING_RATE;
  }

  @Override
  protected LearningRate defaultRate() {
    return options().has(LEARNING_RATE) ? options().get(LEARNING_RATE) : LearningRate.of(0);
  }

  @Override
  protected void validate(Options o) {
    validateRate(o);
    Regularization eps = o.get(EPS_PAIR);
    Checks.require(
        eps.gradient() >= 0 && eps.parameter() >= 0,
        "%s: eps must be two numbers >= 0, got (%s, %s)",
        api(),
        eps.gradient(),
        eps.parameter());
    Checks.nonNegative(api(), CLIP_THRESHOLD, o.get(CLIP_THRESHOLD));
    Checks.insideUnit(api(), DECAY_RATE, o.get(DECAY_RATE));
    Checks.nonNegative(api(), BETA1, o.get(BETA1));
    double decay = Checks.constant(api(), WEIGHT_DECAY, o.get(WEIGHT_DECAY));
    Checks.require(
        decay >= 0 && decay < 1, "%s: weight_decay must be in [0, 1), got %s", api(), decay);
    Checks.require(
        !o.get(COMPRESSION),
        "%s: compression keeps moments in float16, which is not supported; set it to False",
        api());
  }

  private void validateRate(Options o) {
    boolean given = o.has(LEARNING_RATE);
    Checks.require(
        !given || !o.get(RELATIVE_STEP),
        "%s: learning_rate and relative_step cannot be combined, got learning_rate %s; set"
            + " relative_step to False or leave the rate out",
        api(),
        defaultRate());
    Checks.require(
        given || o.get(RELATIVE_STEP),
        "%s: learning_rate cannot be None with relative_step False; give one of them",
        api());
    Checks.require(
        !o.get(WARMUP_INIT) || o.get(RELATIVE_STEP),
        "%s: warmup_init requires relative_step True",
        api());
    Checks.require(
        !hasGroupRate(), "%s: a learning rate of a group is not supported, got one", api());
  }

  @Override
  protected boolean centralizes() {
    return false;
  }

  @Override
  protected Slots<?> makeSlots(Parameter parameter, Transform[] gradient) {
    Tensor value = parameter.value();
    DType dtype = value.dtype();
    int[] shape = value.shape();
    int rank = shape.length;
    boolean factored = rank > 1;
    int[] rows = factored ? Arrays.copyOf(shape, rank - 1) : new int[] {1};
    int[] columns = factored ? without(shape, rank - 2) : new int[] {1};
    boolean keepsMoment = options().get(BETA1) > 0;
    Tensor moment = keepsMoment ? value.zerosLike() : Tensor.zeros(dtype);
    Tensor all = factored ? Tensor.zeros(dtype, 1) : value.zerosLike();
    Tensor row = Tensor.zeros(dtype, rows);
    Tensor column = Tensor.zeros(dtype, columns);
    declare(parameter, "exp_avg", moment);
    declare(parameter, "exp_avg_sq", all);
    declare(parameter, "exp_avg_sq_row", row);
    declare(parameter, "exp_avg_sq_col", column);
    Slots<AdaFactorKernel.H> slots = new Slots<>(parameter, new AdaFactorKernel.H(), List.of());
    slots.h().columns = factored ? shape[rank - 1] : 0;
    slots.h().rows = factored ? shape[rank - 2] : 0;
    updates.put(
        slots,
        new Whole<>(
            parameter,
            slots.h(),
            AdaFactorKernel.KIND.shared(dtype),
            moment,
            all,
            row,
            column,
            value.zerosLike(),
            row.zerosLike(),
            column.zerosLike()));
    return slots;
  }

  private static int[] without(int[] shape, int index) {
    int[] rest = new int[shape.length - 1];
    System.arraycopy(shape, 0, rest, 0, index);
    System.arraycopy(shape, index + 1, rest, index, rest.length - index);
    return rest;
  }

  @Override
  protected void begin() {
    stepTensor.set(0, (float) stepTensor.get(0) + 1f);
  }

  @Override
  protected void update(Slots<?> slots, double lr, double decay) {
    Whole<AdaFactorKernel.H> update = updates.get(slots);
    if (update == null) {
      throw new IllegalArgumentException("slots of another optimizer");
    }
    set(update.h(), lr);
    update.run();
  }

  private void set(AdaFactorKernel.H h, double lr) {
    Options o = options();
    // Under a list or a schedule, MindSpore neither scales nor makes the rate.
    boolean fixed = !hasDynamicRate();
    h.lr = fixed && o.get(RELATIVE_STEP) ? relative() : lr;
    h.scales = fixed && o.get(SCALE_PARAMETER);
    h.unscale = has(Quirk.ADAFACTOR_IGNORES_LOSS_SCALE) ? 1 : number(1 / o.get(LOSS_SCALE));
    h.eps = o.get(EPS_PAIR).gradient();
    h.leastScale = o.get(EPS_PAIR).parameter();
    h.clip = o.get(CLIP_THRESHOLD);
    h.beta1 = o.get(BETA1);
    h.keepsMoment = h.beta1 > 0;
    h.beta2 = beta2(-o.get(DECAY_RATE));
    h.decay = Checks.constant(api(), WEIGHT_DECAY, o.get(WEIGHT_DECAY));
  }

  private double relative() {
    if (isCommon()) {
      double most = options().get(WARMUP_INIT) ? 1e-6 * step() : 0.01;
      return Math.min(most, 1 / Math.sqrt(step()));
    }
    float t = step();
    float most = options().get(WARMUP_INIT) ? (float) 1e-6 * t : (float) 0.01;
    return Math.min(most, 1f / FloatMath.sqrt(t));
  }

  private double beta2(double power) {
    return isCommon()
        ? 1 - CorrectlyRounded.pow(step(), power)
        : 1f - FloatMath.pow(step(), (float) power);
  }

  @Override
  protected String checkpointName(String key) {
    return "afactor_step";
  }

  @Override
  protected String checkpointName(String key, Parameter parameter) {
    return key + (key.equals("exp_avg") ? "." : "_") + parameter.name();
  }
}
