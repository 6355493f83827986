package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.List;

/**
 * A model's own {@code train(mode)}, which keeps some of its layers as they are: a Cell's is called
 * {@code set_train}.
 */
public final class TrainMethod implements Rule {
  private static final Text RENAMED =
      new Text("a Cell's mode is set by set_train", "Cell 的模式由 set_train 设置");
  private static final Text OF_PART =
      new Text(
          "torch calls the train() of each part of a model; MindSpore's set_train() of the whole sets the mode of"
              + " the parts without calling theirs: call it behind that of the whole",
          "torch 会调用模型各部分的 train()；MindSpore 对整体调用 set_train() 时直接设置各部分的模式，不会调用其自身的方法："
              + "请在整体之后再调用它");

  @Override
  public void apply(FilePort port) {
    List<Node> methods =
        port.file()
            .root()
            .descendants("class_definition")
            .filter(port.program()::isModule)
            .flatMap(type -> Flow.methods(type).stream())
            .filter(m -> m.get("name").text().equals("train") && !port.isMarked(m))
            .filter(m -> m.get("parameters").children().size() == 2)
            .toList();
    methods.forEach(m -> rename(port, m));
  }

  private void rename(FilePort port, Node method) {
    if (isOfPart(port, method)) {
      port.refused(this, method.get("name"), Construct.MODEL, OF_PART);
      return;
    }
    port.edits().replace(method.get("name"), "set_train");
    port.changed(this, method.get("name"), Construct.MODEL, RENAMED);
    Call.in(method)
        .filter(c -> c.name().equals("train"))
        .filter(c -> c.receiver().filter(r -> r.text().startsWith("super(")).isPresent())
        .map(c -> c.callee().get("attribute"))
        .forEach(
            name -> {
              port.edits().replace(name, "set_train");
              port.changed(this, name, Construct.MODEL, RENAMED);
            });
  }

  /** Whether the class is built in another model. */
  private static boolean isOfPart(FilePort port, Node method) {
    return Flow.methodOwner(method).stream()
        .flatMap(type -> port.program().flow().callers(type).stream())
        .flatMap(call -> Flow.enclosingClass(call.node()).stream())
        .anyMatch(port.program()::isModule);
  }
}
