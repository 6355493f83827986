package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Stepper;
import dev.lockstep.core.UpdateRule;
import java.util.List;

/** The update of one variable by a rule that treats each element by itself. */
final class ElementUpdate<H> implements VariableUpdate {
  private final Stepper stepper = new Stepper();
  private final Slots<H> slots;
  private final UpdateRule<H> rule;
  private final Numbers<H> numbers;

  ElementUpdate(
      Parameter variable,
      Precisions<UpdateRule<H>> rule,
      H h,
      List<String> names,
      Numbers<H> numbers) {
    this.slots = new Slots<>(variable, h, names);
    this.rule = rule.shared(variable.value().dtype());
    this.numbers = numbers;
  }

  @Override
  public void update(float lr, double decay, long t) {
    numbers.set(slots.h(), lr, decay, t);
    stepper.schedule(slots, rule);
    stepper.run();
  }
}
