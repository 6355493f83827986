package dev.lockstep.conformance.verdict;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.Grouped;
import dev.lockstep.core.Option;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.MindSporeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An optimizer of either style on trial: the little that frameworks do differently around a step.
 */
interface Side {
  /**
   * Builds the optimizer.
   *
   * @throws dev.lockstep.core.OptionException if the framework would refuse it
   */
  static Side of(Definition definition, List<Parameter> parameters, Option... extra) {
    return of(Builder.build(definition, parameters, extra));
  }

  /** An optimizer that was built. */
  static Side of(Object optimizer) {
    Optional<Grouped> torchLike = Grouped.of(optimizer);
    if (torchLike.isPresent()) {
      return new GroupedSide(torchLike.get());
    }
    if (optimizer instanceof dev.lockstep.mindspore.experimental.optim.Optimizer grouped) {
      return new ExperimentalSide(grouped);
    }
    if (optimizer instanceof MindSporeOptimizer mindspore) {
      return new MindSporeSide(mindspore);
    }
    throw new IllegalArgumentException("no trial for " + optimizer.getClass().getName());
  }

  /** Sets the rate of a group before a step, as a scheduler does. */
  void setRate(int group, double rate);

  /** Takes a step with these gradients. */
  void step(Map<Parameter, Tensor> gradients);

  /**
   * Torch and its like: gradients in the parameters, rates in the groups.
   *
   * @param optimizer the optimizer
   */
  record GroupedSide(Grouped optimizer) implements Side {
    @Override
    public void setRate(int group, double rate) {
      optimizer.groups().get(group).set(optimizer.rate(), rate);
    }

    @Override
    public void step(Map<Parameter, Tensor> gradients) {
      optimizer.groups().forEach(group -> group.params().forEach(Parameter::clearGrad));
      gradients.forEach(Parameter::setGrad);
      optimizer.step().run();
    }
  }

  /**
   * MindSpore: gradients handed over in the optimizer's order; rates are lists.
   *
   * @param optimizer the optimizer
   */
  record MindSporeSide(MindSporeOptimizer optimizer) implements Side {
    @Override
    public void setRate(int group, double rate) {
      // Its list of rates was given at construction.
    }

    @Override
    public void step(Map<Parameter, Tensor> gradients) {
      apply(optimizer, gradients);
    }

    static void apply(MindSporeOptimizer optimizer, Map<Parameter, Tensor> gradients) {
      List<Tensor> ordered = new ArrayList<>();
      for (Parameter parameter : optimizer.parameterOrder()) {
        Tensor gradient = gradients.get(parameter);
        ordered.add(gradient == null ? parameter.value().zerosLike() : gradient);
      }
      optimizer.apply(ordered);
    }
  }

  /**
   * MindSpore's torch-like optimizers: gradients handed over, rates in the groups.
   *
   * @param optimizer the optimizer
   */
  record ExperimentalSide(dev.lockstep.mindspore.experimental.optim.Optimizer optimizer)
      implements Side {
    @Override
    public void setRate(int group, double rate) {
      ParamGroup options = optimizer.paramGroups().get(group);
      options.set(MindSporeOptions.LR, LearningRate.of(rate));
    }

    @Override
    public void step(Map<Parameter, Tensor> gradients) {
      MindSporeSide.apply(optimizer, gradients);
    }
  }
}
