package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.TensorRule;
import java.util.List;
import java.util.stream.Stream;

/** The update of one variable by a rule that looks at all of it. */
final class TensorUpdate<H> implements VariableUpdate {
  private final Parameter variable;
  private final TensorRule<H> rule;
  private final H h;
  private final List<Tensor> state;
  private final Numbers<H> numbers;

  TensorUpdate(
      Parameter variable, Precisions<TensorRule<H>> rule, H h, int slots, Numbers<H> numbers) {
    this.variable = variable;
    this.rule = rule.make(variable.value().dtype());
    this.h = h;
    this.state = Stream.generate(() -> variable.value().zerosLike()).limit(slots).toList();
    this.numbers = numbers;
  }

  @Override
  public void update(float lr, double decay, long t) {
    numbers.set(h, lr, decay, t);
    rule.update(h, variable.value(), variable.grad(), state);
  }
}
