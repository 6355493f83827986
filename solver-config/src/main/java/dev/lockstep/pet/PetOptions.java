package dev.lockstep.pet;

import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Setting;
import java.util.Arrays;
import java.util.List;

/** The fields of SOLVER, under Pet's own names, each declared once. */
public final class PetOptions {
  /** {@code TYPE}: which optimizer. */
  public static final OptionKey<String> TYPE = OptionKey.of("TYPE", String.class);

  /** {@code BASE_LR}: what the factors multiply. */
  public static final OptionKey<Double> BASE_LR = OptionKey.of("BASE_LR", Double.class);

  /** {@code BIAS_LR_FACTOR}: for biases outside of norm layers. */
  public static final OptionKey<Double> BIAS_LR_FACTOR =
      OptionKey.of("BIAS_LR_FACTOR", Double.class);

  /** {@code BACKBONE_LR_FACTOR}: for parameters of the backbone. */
  public static final OptionKey<Double> BACKBONE_LR_FACTOR =
      OptionKey.of("BACKBONE_LR_FACTOR", Double.class);

  /** {@code REL_POS_BIAS_LR_FACTOR}: for tables of relative position bias. */
  public static final OptionKey<Double> REL_POS_BIAS_LR_FACTOR =
      OptionKey.of("REL_POS_BIAS_LR_FACTOR", Double.class);

  /** {@code WEIGHT_DECAY}: where none of the others applies. */
  public static final OptionKey<Double> WEIGHT_DECAY = OptionKey.of("WEIGHT_DECAY", Double.class);

  /** {@code WEIGHT_DECAY_BIAS}: of biases outside of norm layers. */
  public static final OptionKey<Double> WEIGHT_DECAY_BIAS =
      OptionKey.of("WEIGHT_DECAY_BIAS", Double.class);

  /** {@code WEIGHT_DECAY_NORM}: of all parameters of norm layers. */
  public static final OptionKey<Double> WEIGHT_DECAY_NORM =
      OptionKey.of("WEIGHT_DECAY_NORM", Double.class);

  /** {@code WEIGHT_DECAY_EMBED}: of embeddings. */
  public static final OptionKey<Double> WEIGHT_DECAY_EMBED =
      OptionKey.of("WEIGHT_DECAY_EMBED", Double.class);

  /** {@code MOMENTUM}: of SGD and RMSPROP. */
  public static final OptionKey<Double> MOMENTUM = OptionKey.of("MOMENTUM", Double.class);

  /** {@code CLIP_GRADIENTS}: an object of its own. */
  public static final OptionKey<ClipGradients> CLIP_GRADIENTS =
      OptionKey.of("CLIP_GRADIENTS", ClipGradients.class);

  /** {@code ENABLED}: whether gradients are clipped. */
  public static final OptionKey<Boolean> ENABLED = OptionKey.of("ENABLED", Boolean.class);

  /** {@code CLIP_TYPE}: full_model, value or norm. */
  public static final OptionKey<String> CLIP_TYPE = OptionKey.of("CLIP_TYPE", String.class);

  /** {@code CLIP_VALUE}: the limit. */
  public static final OptionKey<Double> CLIP_VALUE = OptionKey.of("CLIP_VALUE", Double.class);

  /** {@code NORM_TYPE}: which norm is limited. */
  public static final OptionKey<Double> NORM_TYPE = OptionKey.of("NORM_TYPE", Double.class);

  /** {@code POLICY}: how the rate falls. */
  public static final OptionKey<String> POLICY = OptionKey.of("POLICY", String.class);

  /** {@code TOTAL_ITERS}: steps of the whole training. */
  public static final OptionKey<Integer> TOTAL_ITERS = OptionKey.of("TOTAL_ITERS", Integer.class);

  /** {@code TOTAL_EPOCHS}: epochs of the whole training; STEPS are epochs then. */
  public static final OptionKey<Integer> TOTAL_EPOCHS = OptionKey.of("TOTAL_EPOCHS", Integer.class);

  /** {@code STEPS}: where the rate falls. */
  public static final OptionKey<int[]> STEPS = OptionKey.of("STEPS", int[].class);

  /** {@code WARM_UP_ITERS}: steps of the warm-up. */
  public static final OptionKey<Integer> WARM_UP_ITERS =
      OptionKey.of("WARM_UP_ITERS", Integer.class);

  /** {@code WARM_UP_EPOCHS}: epochs of the warm-up, instead of its steps. */
  public static final OptionKey<Integer> WARM_UP_EPOCHS =
      OptionKey.of("WARM_UP_EPOCHS", Integer.class);

  /** {@code WARM_UP_FACTOR}: what the rate is multiplied by at first. */
  public static final OptionKey<Double> WARM_UP_FACTOR =
      OptionKey.of("WARM_UP_FACTOR", Double.class);

  /** {@code WARM_UP_METHOD}: CONSTANT or LINEAR. */
  public static final OptionKey<String> WARM_UP_METHOD =
      OptionKey.of("WARM_UP_METHOD", String.class);

  /** {@code GAMMA}: what STEP multiplies the rate by. */
  public static final OptionKey<Double> GAMMA = OptionKey.of("GAMMA", Double.class);

  /** {@code LR_POW}: the exponent of POLY. */
  public static final OptionKey<Double> LR_POW = OptionKey.of("LR_POW", Double.class);

  /** {@code LOG_LR_CHANGE_THRESHOLD}: by how much a rate must change to be logged. */
  public static final OptionKey<Double> LOG_LR_CHANGE_THRESHOLD =
      OptionKey.of("LOG_LR_CHANGE_THRESHOLD", Double.class);

  private PetOptions() {}

  /** {@code TYPE}: SGD, ADAMW, ADAM, RMSPROP, or a registered one. */
  public static Setting<String> type(String value) {
    return TYPE.is(value);
  }

  /** {@code BASE_LR}. */
  public static Setting<Double> baseLr(double value) {
    return BASE_LR.is(value);
  }

  /** {@code BIAS_LR_FACTOR}. */
  public static Setting<Double> biasLrFactor(double value) {
    return BIAS_LR_FACTOR.is(value);
  }

  /** {@code BACKBONE_LR_FACTOR}. */
  public static Setting<Double> backboneLrFactor(double value) {
    return BACKBONE_LR_FACTOR.is(value);
  }

  /** {@code REL_POS_BIAS_LR_FACTOR}. */
  public static Setting<Double> relPosBiasLrFactor(double value) {
    return REL_POS_BIAS_LR_FACTOR.is(value);
  }

  /** {@code WEIGHT_DECAY}. */
  public static Setting<Double> weightDecay(double value) {
    return WEIGHT_DECAY.is(value);
  }

  /** {@code WEIGHT_DECAY_BIAS}. */
  public static Setting<Double> weightDecayBias(double value) {
    return WEIGHT_DECAY_BIAS.is(value);
  }

  /** {@code WEIGHT_DECAY_NORM}. */
  public static Setting<Double> weightDecayNorm(double value) {
    return WEIGHT_DECAY_NORM.is(value);
  }

  /** {@code WEIGHT_DECAY_EMBED}. */
  public static Setting<Double> weightDecayEmbed(double value) {
    return WEIGHT_DECAY_EMBED.is(value);
  }

  /** {@code MOMENTUM}. */
  public static Setting<Double> momentum(double value) {
    return MOMENTUM.is(value);
  }

  /** {@code CLIP_GRADIENTS}. */
  public static Setting<ClipGradients> clipGradients(ClipGradients value) {
    return CLIP_GRADIENTS.is(value);
  }

  /** {@code ENABLED} of CLIP_GRADIENTS. */
  public static Setting<Boolean> enabled(boolean value) {
    return ENABLED.is(value);
  }

  /** {@code CLIP_TYPE}: full_model, value or norm. */
  public static Setting<String> clipType(String value) {
    return CLIP_TYPE.is(value);
  }

  /** {@code CLIP_VALUE}. */
  public static Setting<Double> clipValue(double value) {
    return CLIP_VALUE.is(value);
  }

  /** {@code NORM_TYPE}. */
  public static Setting<Double> normType(double value) {
    return NORM_TYPE.is(value);
  }

  /** {@code POLICY}: STEP, COSINE, STEP_COSINE, POLY, or a registered one. */
  public static Setting<String> policy(String value) {
    return POLICY.is(value);
  }

  /** {@code TOTAL_ITERS}. */
  public static Setting<Integer> totalIters(int value) {
    return TOTAL_ITERS.is(value);
  }

  /** {@code TOTAL_EPOCHS}. */
  public static Setting<Integer> totalEpochs(int value) {
    return TOTAL_EPOCHS.is(value);
  }

  /** {@code STEPS}. */
  public static Setting<int[]> steps(int... value) {
    return STEPS.is(value);
  }

  /** {@code WARM_UP_ITERS}. */
  public static Setting<Integer> warmUpIters(int value) {
    return WARM_UP_ITERS.is(value);
  }

  /** {@code WARM_UP_EPOCHS}. */
  public static Setting<Integer> warmUpEpochs(int value) {
    return WARM_UP_EPOCHS.is(value);
  }

  /** {@code WARM_UP_FACTOR}. */
  public static Setting<Double> warmUpFactor(double value) {
    return WARM_UP_FACTOR.is(value);
  }

  /** {@code WARM_UP_METHOD}. */
  public static Setting<String> warmUpMethod(String value) {
    return WARM_UP_METHOD.is(value);
  }

  /** {@code GAMMA}. */
  public static Setting<Double> gamma(double value) {
    return GAMMA.is(value);
  }

  /** {@code LR_POW}. */
  public static Setting<Double> lrPow(double value) {
    return LR_POW.is(value);
  }

  /** {@code LOG_LR_CHANGE_THRESHOLD}. */
  public static Setting<Double> logLrChangeThreshold(double value) {
    return LOG_LR_CHANGE_THRESHOLD.is(value);
  }

  /** An array as a list: what is written to a file. */
  static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
