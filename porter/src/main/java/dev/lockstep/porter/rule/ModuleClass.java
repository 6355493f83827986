package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;

/** A model's class: {@code forward} is called {@code construct}. */
public final class ModuleClass implements Rule {
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
  }

  private static boolean isModule(FilePort port, Node object) {
    boolean self =
        Flow.isSelf(object)
            && Flow.enclosingClass(object).filter(port.program()::isModule).isPresent();
    boolean base =
        object.text().startsWith("super(")
            && Flow.enclosingClass(object).filter(port.program()::isModule).isPresent();
    return self || base || (object.is("identifier") && port.program().isModel(object));
  }

  private void rename(FilePort port, Node name, Node place) {
    port.edits().replace(name, "construct");
    port.changed(this, place, Construct.MODEL, CONSTRUCT);
  }
}
