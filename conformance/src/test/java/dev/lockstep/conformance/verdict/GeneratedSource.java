package dev.lockstep.conformance.verdict;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.Card;
import dev.lockstep.torch.optim.LBFGS;
import dev.lockstep.torch.optim.SparseAdam;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Our facade of a generated class's source, run on the trials of the class. */
final class GeneratedSource {
  private GeneratedSource() {}

  /** The parameters after each step. */
  static List<List<List<Double>>> run(Card card, GeneratedTrial trial) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < trial.shapes().size(); i++) {
      parameters.add(new Parameter("p" + i, tensor(trial.shapes().get(i), trial.start().get(i))));
    }
    Side side = side(card, trial, parameters);
    List<List<List<Double>>> steps = new ArrayList<>();
    for (int k = 0; k < trial.steps(); k++) {
      if (!trial.rates().isEmpty()) {
        side.setRate(0, trial.rates().get(k));
      }
      side.step(gradients(trial, k, parameters));
      steps.add(parameters.stream().map(p -> numbers(p.value())).toList());
    }
    return steps;
  }

  private static Side side(Card card, GeneratedTrial trial, List<Parameter> parameters) {
    Roles roles = Roles.of(card.from());
    Map<String, @Nullable Object> options = new LinkedHashMap<>(trial.source());
    if (!trial.rates().isEmpty()) {
      options.put(
          roles.rate(), roles.takesLists() ? Map.of("list", trial.rates()) : trial.rates().get(0));
    }
    Definition definition = Definition.of(card.sourceFramework(), card.from(), options, List.of());
    Object optimizer = Builder.build(definition, parameters, Arithmetic.NATIVE);
    if (optimizer instanceof LBFGS lbfgs) {
      int sign = Boolean.TRUE.equals(trial.source().get("maximize")) ? -1 : 1;
      return new Closures(
          lbfgs,
          new QuarticClosure(parameters, trial.gradients().get(0), trial.gradients().get(1), sign));
    }
    return optimizer instanceof SparseAdam sparse ? new Rows(sparse) : Side.of(optimizer);
  }

  private static Map<Parameter, Tensor> gradients(
      GeneratedTrial trial, int step, List<Parameter> parameters) {
    Map<Parameter, Tensor> gradients = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      gradients.put(
          parameters.get(i), tensor(trial.shapes().get(i), trial.gradients().get(step).get(i)));
    }
    return gradients;
  }

  /**
   * Every row is looked up in every step.
   *
   * @param optimizer takes sparse gradients only
   */
  private record Rows(SparseAdam optimizer) implements Side {
    @Override
    public void setRate(int group, double rate) {
      optimizer.paramGroups().get(group).set(TorchOptions.LR, rate);
    }

    @Override
    public void step(Map<Parameter, Tensor> gradients) {
      gradients.forEach(
          (parameter, gradient) -> {
            int[] rows = IntStream.range(0, gradient.shape()[0]).toArray();
            parameter.setGrad(new SparseRows(rows, gradient));
          });
      optimizer.step();
    }
  }

  /**
   * The gradients are the closure's.
   *
   * @param optimizer takes a closure only
   * @param closure the same in every step
   */
  private record Closures(LBFGS optimizer, QuarticClosure closure) implements Side {
    @Override
    public void setRate(int group, double rate) {
      optimizer.paramGroups().get(group).set(TorchOptions.LR, rate);
    }

    @Override
    public void step(Map<Parameter, Tensor> gradients) {
      optimizer.step(closure);
    }
  }

  private static Tensor tensor(List<Integer> shape, List<Double> values) {
    Tensor tensor = Tensor.zeros(DType.F32, shape.stream().mapToInt(Integer::intValue).toArray());
    for (int i = 0; i < values.size(); i++) {
      tensor.set(i, values.get(i));
    }
    return tensor;
  }

  private static List<Double> numbers(Tensor tensor) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < tensor.size(); i++) {
      numbers.add(tensor.get(i));
    }
    return numbers;
  }
}
