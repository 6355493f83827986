package dev.lockstep.pet;

import static dev.lockstep.pet.PetOptions.CLIP_TYPE;
import static dev.lockstep.pet.PetOptions.CLIP_VALUE;
import static dev.lockstep.pet.PetOptions.ENABLED;
import static dev.lockstep.pet.PetOptions.NORM_TYPE;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.torch.nn.utils.ClipGrad;
import java.util.List;
import java.util.Map;

/**
 * {@code SOLVER.OPTIMIZER.CLIP_GRADIENTS}: how gradients are limited at the beginning of each step.
 *
 * <ul>
 *   <li>{@code full_model}: the Euclidean norm of all gradients together;
 *   <li>{@code norm}: the norm of each gradient by itself;
 *   <li>{@code value}: each element to {@code [-CLIP_VALUE, CLIP_VALUE]}.
 * </ul>
 *
 * <p>The guide does not show the field names and defaults; they are those of detectron2, whose
 * clipping Pet's resembles.
 */
public final class ClipGradients extends Section {
  /** Names and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("pet.SOLVER.OPTIMIZER.CLIP_GRADIENTS")
          .option(ENABLED, false)
          .option(CLIP_TYPE, "full_model")
          .option(CLIP_VALUE, 1.0)
          .option(NORM_TYPE, 2.0);

  static final String FULL_MODEL = "full_model";
  private static final List<String> TYPES = List.of(FULL_MODEL, "value", "norm");

  private ClipGradients(Option... fields) {
    super(SIGNATURE, fields);
    if (!TYPES.contains(get(CLIP_TYPE))) {
      throw refused(CLIP_TYPE, "full_model, value or norm", get(CLIP_TYPE));
    }
    check(CLIP_VALUE, v -> v > 0, "above 0");
    check(NORM_TYPE, v -> v > 0, "above 0");
  }

  /**
   * The fields that differ from the defaults.
   *
   * @throws dev.lockstep.core.OptionException if a value is refused
   */
  public static ClipGradients of(Option... fields) {
    return new ClipGradients(fields);
  }

  /**
   * Reads plain data.
   *
   * @throws dev.lockstep.core.OptionException if a field or its value is wrong
   */
  public static ClipGradients read(Map<?, ?> data) {
    return new ClipGradients(fields(SIGNATURE, data));
  }

  /** Whether gradients are limited at all. */
  public boolean isEnabled() {
    return get(ENABLED);
  }

  /** Limits the gradients of these parameters. */
  void apply(List<Parameter> parameters) {
    double limit = get(CLIP_VALUE);
    switch (get(CLIP_TYPE)) {
      case FULL_MODEL -> ClipGrad.clipGradNorm(parameters, limit);
      case "value" -> ClipGrad.clipGradValue(parameters, limit);
      default -> parameters.forEach(p -> ClipGrad.clipGradNorm(List.of(p), limit, get(NORM_TYPE)));
    }
  }
}
