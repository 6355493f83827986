package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.OptimizedTensors;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;

/**
 * A plain tensor that requires gradients and is handed to an optimizer: MindSpore's optimizers
 * change parameters, which have names.
 */
public final class OptimizedTensor implements Rule {
  private static final Text PARAMETER =
      new Text(
          "MindSpore's optimizers change parameters only: the tensor becomes one, named as its variable",
          "MindSpore 的优化器只更新参数：该张量成为参数，并以变量名命名");
  private static final Text ALWAYS = new Text("a parameter requires gradients", "参数本身就需要梯度");
  private static final Text OF_MODEL =
      new Text(
          "an optimizer changes this tensor, which torch does not count among the model's parameters;"
              + " a parameter in its place would be one of the model's: hold it outside of the model",
          "优化器会更新该张量，而 torch 不将其计入模型参数；改为参数后会成为模型的参数：请在模型之外保存它");

  @Override
  public void apply(FilePort port) {
    port.program()
        .optimizedTensors()
        .variables()
        .forEach(
            (made, variable) -> {
              if (made.source() == port.file().source() && !port.isInRefused(made)) {
                apply(port, made, variable);
              }
            });
  }

  private void apply(FilePort port, Node made, Node variable) {
    if (port.program().optimizedTensors().isOfModel(variable) || port.isMarked(made)) {
      port.refused(this, made, Construct.GROUP, OF_MODEL);
      return;
    }
    Optional<Call> wrapper = Call.of(made).filter(c -> c.name().equals("Variable"));
    Optional<Call> asking = Call.of(made).filter(c -> c.name().equals("requires_grad_"));
    String name = variable.is("attribute") ? variable.get("attribute").text() : variable.text();
    String end = ", name=" + port.quote(made) + name + port.quote(made) + ")";
    if (wrapper.isPresent()) {
      Node tensor = wrapper.get().arguments().get(0).value();
      port.edits()
          .replace(made, r -> r.name("mindspore.Parameter", made) + "(" + r.text(tensor) + end);
      port.settle(made);
    } else {
      Node tensor = asking.flatMap(Call::receiver).orElse(made);
      port.edits().insert(made.start(), r -> r.name("mindspore.Parameter", made) + "(");
      port.edits().replace(tensor.end(), made.end(), r -> end);
    }
    Node statement = Statements.of(made);
    port.changed(this, statement, statement, Construct.GROUP, Verdict.EXACT, PARAMETER);
    OptimizedTensors.asking(variable).forEach(asked -> drop(port, asked));
  }

  /** Drops {@code x.requires_grad_()}. */
  private void drop(FilePort port, Node asked) {
    asked
        .parent()
        .filter(call -> call.is("call") && Statements.isAlone(call))
        .ifPresent(
            call -> {
              port.edits().remove(Statements.of(call));
              port.changed(this, call, Construct.GROUP, ALWAYS);
            });
  }
}
