package dev.lockstep.pet;

import static dev.lockstep.pet.PetOptions.BACKBONE_LR_FACTOR;
import static dev.lockstep.pet.PetOptions.BASE_LR;
import static dev.lockstep.pet.PetOptions.BIAS_LR_FACTOR;
import static dev.lockstep.pet.PetOptions.CLIP_GRADIENTS;
import static dev.lockstep.pet.PetOptions.MOMENTUM;
import static dev.lockstep.pet.PetOptions.REL_POS_BIAS_LR_FACTOR;
import static dev.lockstep.pet.PetOptions.TYPE;
import static dev.lockstep.pet.PetOptions.WEIGHT_DECAY;
import static dev.lockstep.pet.PetOptions.WEIGHT_DECAY_BIAS;
import static dev.lockstep.pet.PetOptions.WEIGHT_DECAY_EMBED;
import static dev.lockstep.pet.PetOptions.WEIGHT_DECAY_NORM;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import java.util.List;
import java.util.Map;

/**
 * {@code SOLVER.OPTIMIZER}: which optimizer, its rate, and by what factors and decays the kinds of
 * parameters differ.
 *
 * <p>The defaults are those of QANet, by the same authors; the guide does not print Pet's own. The
 * name of {@code REL_POS_BIAS_LR_FACTOR} is not in the guide either, which mentions the factor
 * only.
 */
public final class OptimizerConfig extends Section {
  /** Names and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("pet.SOLVER.OPTIMIZER")
          .option(TYPE, "SGD")
          .option(BASE_LR, 0.001)
          .option(BIAS_LR_FACTOR, 2.0)
          .option(BACKBONE_LR_FACTOR, 1.0)
          .option(REL_POS_BIAS_LR_FACTOR, 1.0)
          .option(WEIGHT_DECAY, 0.0001)
          .option(WEIGHT_DECAY_BIAS, 0.0)
          .option(WEIGHT_DECAY_NORM, 0.0)
          .option(WEIGHT_DECAY_EMBED, 0.0)
          .option(MOMENTUM, 0.9)
          .option(CLIP_GRADIENTS, ClipGradients.of());

  private static final List<String> CLIPPED = List.of("SGD", "ADAMW");

  private static final List<OptionKey<Double>> NUMBERS =
      List.of(
          BASE_LR,
          BIAS_LR_FACTOR,
          BACKBONE_LR_FACTOR,
          REL_POS_BIAS_LR_FACTOR,
          WEIGHT_DECAY,
          WEIGHT_DECAY_BIAS,
          WEIGHT_DECAY_NORM,
          WEIGHT_DECAY_EMBED,
          MOMENTUM);

  private OptimizerConfig(Option... fields) {
    super(SIGNATURE, fields);
    NUMBERS.forEach(key -> check(key, v -> v >= 0, "at least 0"));
    if (get(CLIP_GRADIENTS).isEnabled() && !CLIPPED.contains(type())) {
      throw new OptionException(
          "only SGD and ADAMW support clip gradients: CLIP_GRADIENTS.ENABLED must be false with TYPE "
              + type());
    }
  }

  /**
   * The fields that differ from the defaults.
   *
   * @throws OptionException if a value is refused
   */
  public static OptimizerConfig of(Option... fields) {
    return new OptimizerConfig(fields);
  }

  /**
   * Reads plain data.
   *
   * @throws OptionException if a field or its value is wrong
   */
  public static OptimizerConfig read(Map<?, ?> data) {
    return new OptimizerConfig(fields(SIGNATURE, data));
  }

  /** Which optimizer. */
  public String type() {
    return get(TYPE);
  }

  /** The rate that the factors multiply. */
  public double baseLr() {
    return get(BASE_LR);
  }
}
