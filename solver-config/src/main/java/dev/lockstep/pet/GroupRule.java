package dev.lockstep.pet;

import static dev.lockstep.pet.PetOptions.BACKBONE_LR_FACTOR;
import static dev.lockstep.pet.PetOptions.BASE_LR;
import static dev.lockstep.pet.PetOptions.BIAS_LR_FACTOR;
import static dev.lockstep.pet.PetOptions.REL_POS_BIAS_LR_FACTOR;
import static dev.lockstep.pet.PetOptions.WEIGHT_DECAY;
import static dev.lockstep.pet.PetOptions.WEIGHT_DECAY_BIAS;
import static dev.lockstep.pet.PetOptions.WEIGHT_DECAY_EMBED;
import static dev.lockstep.pet.PetOptions.WEIGHT_DECAY_NORM;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;

import dev.lockstep.core.Group;
import java.util.List;

/**
 * What Pet's {@code get_params} gives each parameter: a group of its own, with its rate and its
 * weight decay.
 *
 * <p>The first that applies decides the decay: a norm layer, {@code WEIGHT_DECAY_NORM} (its bias
 * too); a bias, {@code WEIGHT_DECAY_BIAS}, and the rate times {@code BIAS_LR_FACTOR}; an embedding,
 * {@code WEIGHT_DECAY_EMBED}; else {@code WEIGHT_DECAY}. The factors of the backbone and of
 * relative position bias multiply the rate whatever the decay is. The first two are QANet's code;
 * the guide mentions the others without showing how they meet.
 *
 * @param config the factors and decays
 */
public record GroupRule(OptimizerConfig config) {
  /** The rate of a parameter, in doubles. */
  public double rate(ModelParameter p) {
    double rate = config.get(BASE_LR);
    rate = p.isBias() && !p.isNorm() ? rate * config.get(BIAS_LR_FACTOR) : rate;
    rate = p.isOfBackbone() ? rate * config.get(BACKBONE_LR_FACTOR) : rate;
    return p.isRelativePositionBias() ? rate * config.get(REL_POS_BIAS_LR_FACTOR) : rate;
  }

  /** The weight decay of a parameter. */
  public double decay(ModelParameter p) {
    if (p.isNorm()) {
      return config.get(WEIGHT_DECAY_NORM);
    }
    if (p.isBias()) {
      return config.get(WEIGHT_DECAY_BIAS);
    }
    return config.get(p.isEmbedding() ? WEIGHT_DECAY_EMBED : WEIGHT_DECAY);
  }

  /** A group for each parameter that is trained. */
  public List<Group> groups(List<ModelParameter> model) {
    return model.stream()
        .filter(p -> p.parameter().requiresGrad())
        .map(p -> Group.of(List.of(p.parameter()), lr(rate(p)), weightDecay(decay(p))))
        .toList();
  }
}
