package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Map;

/**
 * A model's class: {@code forward} is called {@code construct}, and layers and parameters are added
 * by other methods.
 */
public final class ModuleClass implements Rule {
  private static final Map<String, String> ADDING =
      Map.of("add_module", "insert_child_to_cell", "register_parameter", "insert_param_to_cell");

  private static final Text ADDED = new Text("adds to a Cell by name", "按名称加入 Cell");
  private static final Text CONSTRUCT =
      new Text("a Cell computes in construct", "Cell 在 construct 中计算");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("function_definition")
        .filter(f -> f.get("name").text().equals("forward"))
        .filter(f -> Flow.methodOwner(f).filter(port.program()::isModule).isPresent())
        .forEach(f -> rename(port, f.get("name"), f.get("name")));
    port.file()
        .root()
        .descendants("attribute")
        .filter(a -> a.get("attribute").text().equals("forward") && isModule(port, a.get("object")))
        .forEach(a -> rename(port, a.get("attribute"), a));
    port.calls()
        .filter(c -> ADDING.containsKey(c.name()) && c.arguments().size() == 2)
        .filter(c -> c.arguments().stream().allMatch(a -> a.keyword().isEmpty()))
        .filter(c -> !c.arguments().get(1).value().is("none"))
        .filter(c -> c.receiver().filter(r -> Flow.isSelf(r) && isModule(port, r)).isPresent())
        .toList()
        .forEach(c -> add(port, c));
  }

  /** {@code self.add_module(name, layer)}. */
  private void add(FilePort port, Call call) {
    String method = ADDING.getOrDefault(call.name(), "");
    port.edits().replace(call.callee().get("attribute"), method);
    port.changed(this, call.node(), Construct.MODEL, ADDED);
  }

  private static boolean isModule(FilePort port, Node object) {
    boolean self =
        Flow.isSelf(object)
            && Flow.enclosingClass(object).filter(port.program()::isModule).isPresent();
    boolean base =
        object.text().startsWith("super(")
            && Flow.enclosingClass(object).filter(port.program()::isModule).isPresent();
    return self || base || (object.is("identifier", "attribute") && port.program().isModel(object));
  }

  private void rename(FilePort port, Node name, Node place) {
    port.edits().replace(name, "construct");
    port.changed(this, place, Construct.MODEL, CONSTRUCT);
  }
}
