package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.Pass;
import dev.lockstep.porter.step.StepPlan;
import java.util.stream.Stream;

/**
 * {@code average_gradients(model)} between {@code backward()} and {@code step()}: what a function
 * that is not in the project does there with the gradients cannot be seen.
 */
public final class HandedModel implements Rule {
  private static final Text UNSEEN =
      new Text(
          "what this function does cannot be seen here: if it reads or changes gradients between backward()"
              + " and step(), hand it those of the step, and step on what it returns; MindSpore keeps none in"
              + " the parameters",
          "此函数的行为在此处不可见：若它在 backward() 与 step() 之间读取或修改梯度，请把该步的梯度交给它，并用其返回值更新；"
              + "MindSpore 的参数中不保存梯度");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.plans().survey().facings(port.file())) {
      if (facing.construct() == Construct.STEP && port.plans().isStepPorted(facing)) {
        port.plans().survey().step(facing.node()).stream()
            .flatMap(HandedModel::between)
            .filter(call -> isUnseen(port, call) && !port.isInRefused(call.node()))
            .toList()
            .forEach(call -> port.refused(this, call.node(), Construct.OTHER, UNSEEN));
      }
    }
  }

  /** The calls between the last backward pass of a step and its update. */
  private static Stream<Call> between(StepPlan plan) {
    int from = plan.passes().stream().map(Pass::backward).mapToInt(Node::end).max().orElse(0);
    Node step = plan.steps().get(0);
    return Statements.siblings(step).stream()
        .filter(s -> from <= s.start() && s.end() <= step.start())
        .flatMap(Call::in);
  }

  /** Whether a call hands something with gradients to a function of another library. */
  private static boolean isUnseen(FilePort port, Call call) {
    TrainingProgram program = port.program();
    boolean imported =
        program
            .qualified(call.callee())
            .filter(name -> !(name + ".").startsWith(program.framework().root() + "."))
            .isPresent();
    return imported
        && program.flow().callee(call).isEmpty()
        && call.arguments().stream().map(Argument::value).anyMatch(a -> holds(program, a));
  }

  private static boolean holds(TrainingProgram program, Node value) {
    return program.isModel(value)
        || program.isOptimizer(value)
        || Call.of(value).filter(c -> c.name().matches("(named_)?parameters")).isPresent();
  }
}
