package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;

/** A Cell's {@code construct} is a module's {@code forward}; {@code set_train} is {@code train}. */
public final class ConstructMethod implements Rule {
  private static final Text FORWARD =
      new Text("a module computes in forward", "Module 在 forward 中计算");
  private static final Text TRAIN = new Text("train() switches the mode", "由 train() 切换模式");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("function_definition")
        .filter(f -> f.get("name").text().equals("construct"))
        .filter(f -> Flow.methodOwner(f).filter(port.program()::isModule).isPresent())
        .forEach(f -> rename(port, f.get("name"), "forward", FORWARD));
    port.calls()
        .filter(c -> c.name().equals("set_train") && c.receiver().isPresent())
        .filter(c -> c.arguments().size() <= 1 && !port.isSettled(c.node()))
        .filter(c -> c.arguments().stream().allMatch(a -> a.keyword().matches("|mode")))
        .forEach(c -> train(port, c));
  }

  private void train(FilePort port, Call call) {
    rename(port, call.callee().get("attribute"), "train", TRAIN);
  }

  private void rename(FilePort port, Node name, String to, Text why) {
    port.edits().replace(name, to);
    port.changed(this, name, Construct.MODEL, why);
  }
}
