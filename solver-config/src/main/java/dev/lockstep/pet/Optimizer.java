package dev.lockstep.pet;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.torch.nn.Module;
import java.util.List;

/**
 * Pet's {@code Optimizer}: makes a torch optimizer from the configuration.
 *
 * <pre>{@code
 * var optimizer = new Optimizer(model, solver.optimizer()).build();
 * var scheduler = new LearningRateScheduler(optimizer, solver, itersPerEpoch);
 * }</pre>
 *
 * <p>With {@code CLIP_GRADIENTS.ENABLED}, each step begins by limiting the gradients.
 *
 * <p>Threads: immutable; the model belongs to one caller at a time.
 */
public final class Optimizer {
  private final List<ModelParameter> model;
  private final OptimizerConfig config;
  private final OptimizerTypes types;

  /** For all parameters of a model; its layers say their kind by {@link Module#kind}. */
  public Optimizer(Module model, OptimizerConfig config) {
    this(ModelParameter.of(model), config, OptimizerTypes.STANDARD);
  }

  /** For these parameters, with types of one's own. */
  public Optimizer(List<ModelParameter> model, OptimizerConfig config, OptimizerTypes types) {
    this.model = List.copyOf(model);
    this.config = config;
    this.types = types;
  }

  /** The same with types of one's own. */
  public Optimizer with(OptimizerTypes newTypes) {
    return new Optimizer(model, config, newTypes);
  }

  /**
   * Makes it.
   *
   * @param extra options that Pet does not have: the arithmetic
   * @throws dev.lockstep.core.OptionException if there is no such type, or torch refuses an option
   */
  public dev.lockstep.torch.optim.Optimizer build(Option... extra) {
    List<Parameter> all = model.stream().map(ModelParameter::parameter).toList();
    var optimizer =
        types.get(config.type()).make(new GroupRule(config).groups(model), all, config, extra);
    ClipGradients clip = config.get(PetOptions.CLIP_GRADIENTS);
    if (clip.isEnabled()) {
      optimizer.registerStepPreHook(
          () ->
              clip.apply(
                  optimizer.paramGroups().stream().flatMap(g -> g.params().stream()).toList()));
    }
    return optimizer;
  }
}
