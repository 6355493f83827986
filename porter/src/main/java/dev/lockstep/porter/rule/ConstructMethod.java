package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.edit.ArgumentEdits;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Map;

/** Methods of another name: a Cell's {@code construct} is a module's {@code forward}. */
public final class ConstructMethod implements Rule {
  private static final Text FORWARD =
      new Text("a module computes in forward", "Module 在 forward 中计算");
  private static final Text OTHER =
      new Text("the same method under torch's name", "同一方法在 torch 中的名称");
  private static final Text TRAIN = new Text("train() switches the mode", "由 train() 切换模式");

  private static final Map<String, String> RENAMED =
      Map.of(
          "construct", "forward",
          "gather_elements", "gather",
          "insert_child_to_cell", "add_module",
          "insert_param_to_cell", "register_parameter");

  /** Names of arguments, by those of MindSpore's methods. */
  private static final Map<String, String> KEYWORDS =
      Map.of("child_name", "name", "child_cell", "module", "param_name", "name");

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
        .forEach(c -> rename(port, c.callee().get("attribute"), "train", TRAIN));
    port.calls()
        .filter(c -> RENAMED.containsKey(c.name()) && c.receiver().isPresent())
        .filter(c -> !port.isSettled(c.node()) && isOfModule(port, c))
        .toList()
        .forEach(c -> rename(port, c));
  }

  private void rename(FilePort port, Call call) {
    ArgumentEdits arguments = new ArgumentEdits(call, port.edits());
    for (Argument argument : call.arguments()) {
      if (argument.keyword().equals("check_name_contain_dot")) {
        arguments.remove(argument);
      } else if (KEYWORDS.containsKey(argument.keyword())) {
        arguments.rename(argument, KEYWORDS.getOrDefault(argument.keyword(), ""));
      }
    }
    arguments.apply();
    String to = RENAMED.getOrDefault(call.name(), call.name());
    Text why = to.equals("forward") ? FORWARD : OTHER;
    rename(port, call.callee().get("attribute"), to, why);
  }

  /** Whether a method is not one of an optimizer, nor of a class that is no module. */
  private static boolean isOfModule(FilePort port, Call call) {
    Node receiver = call.receiver().orElseThrow();
    boolean here = Flow.isSelf(receiver) || receiver.text().startsWith("super(");
    return here
        ? Flow.enclosingClass(call.node()).filter(port.program()::isModule).isPresent()
        : port.plans().of(receiver).isEmpty() && port.program().qualified(call.callee()).isEmpty();
  }

  private void rename(FilePort port, Node name, String to, Text why) {
    port.edits().replace(name, to);
    port.changed(this, name, Construct.MODEL, why);
  }
}
