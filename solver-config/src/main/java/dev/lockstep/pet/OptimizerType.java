package dev.lockstep.pet;

import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.torch.optim.Optimizer;
import java.util.List;

/**
 * How an optimizer of a type is made.
 *
 * <p>Threads: implementations are stateless.
 */
@FunctionalInterface
public interface OptimizerType {
  /**
   * Makes it.
   *
   * @param groups a group for each trained parameter, with its rate and its weight decay
   * @param all all parameters of the model, for what takes no groups
   * @param config the section of the configuration
   * @param extra options that Pet does not have: the arithmetic
   */
  Optimizer make(List<Group> groups, List<Parameter> all, OptimizerConfig config, Option... extra);
}
