package dev.lockstep.pet;

import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.momentum;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;

import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.RMSprop;
import dev.lockstep.torch.optim.SGD;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The types of optimizers by name; {@link #with} adds one's own.
 *
 * <p>As the guide's {@code build()} has it: SGD and ADAMW get the groups and the base rate; ADAM
 * gets all parameters as one group, so factors and special decays have no effect; RMSPROP gets the
 * groups but no base rate, so a group that brings no rate of its own has torch's default, 0.01.
 *
 * <p>Immutable.
 *
 * @param byName the types
 */
public record OptimizerTypes(Map<String, OptimizerType> byName) {
  /** The four of the guide. */
  public static final OptimizerTypes STANDARD =
      new OptimizerTypes(Map.of())
          .with("SGD", OptimizerTypes::sgd)
          .with("ADAMW", OptimizerTypes::adamW)
          .with("ADAM", OptimizerTypes::adam)
          .with("RMSPROP", OptimizerTypes::rmsProp);

  public OptimizerTypes {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /** These and another one, or another one under a name that there is. */
  public OptimizerTypes with(String name, OptimizerType type) {
    Map<String, OptimizerType> more = new LinkedHashMap<>(byName);
    more.put(name, type);
    return new OptimizerTypes(more);
  }

  /**
   * The type of that name.
   *
   * @throws OptionException if there is none
   */
  public OptimizerType get(String name) {
    OptimizerType type = byName.get(name);
    if (type == null) {
      throw new OptionException(
          "pet.SOLVER.OPTIMIZER: TYPE must be one of %s, got %s"
              .formatted(String.join(", ", byName.keySet()), name));
    }
    return type;
  }

  private static Optimizer sgd(
      List<Group> groups, List<Parameter> all, OptimizerConfig config, Option... extra) {
    return new SGD(
        groups, and(extra, lr(config.baseLr()), momentum(config.get(PetOptions.MOMENTUM))));
  }

  private static Optimizer adamW(
      List<Group> groups, List<Parameter> all, OptimizerConfig config, Option... extra) {
    return new AdamW(groups, and(extra, lr(config.baseLr())));
  }

  private static Optimizer adam(
      List<Group> groups, List<Parameter> all, OptimizerConfig config, Option... extra) {
    double decay = config.get(PetOptions.WEIGHT_DECAY);
    return new Adam(all, and(extra, lr(config.baseLr()), weightDecay(decay)));
  }

  private static Optimizer rmsProp(
      List<Group> groups, List<Parameter> all, OptimizerConfig config, Option... extra) {
    return new RMSprop(groups, and(extra, momentum(config.get(PetOptions.MOMENTUM))));
  }

  private static Option[] and(Option[] extra, Option... own) {
    List<Option> options = new ArrayList<>(List.of(own));
    options.addAll(List.of(extra));
    return options.toArray(Option[]::new);
  }
}
