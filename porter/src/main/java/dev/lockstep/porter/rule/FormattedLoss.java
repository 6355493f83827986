package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import java.util.HashSet;
import java.util.Set;

/** {@code f"{loss:.3f}"}: a MindSpore tensor takes no format. */
public final class FormattedLoss implements Rule {
  private static final Text NUMBER =
      new Text("a MindSpore tensor takes no format; its number does", "MindSpore 的张量不支持格式说明；其数值支持");

  @Override
  public void apply(FilePort port) {
    Set<String> losses = new HashSet<>();
    port.plans().survey().facings(port.file()).stream()
        .flatMap(f -> port.plans().survey().step(f.node()).stream())
        .flatMap(plan -> plan.passes().stream())
        .flatMap(pass -> pass.lossName().stream())
        .forEach(losses::add);
    port.file()
        .root()
        .descendants("interpolation")
        .filter(n -> n.find("expression").isPresent())
        .filter(n -> n.descendants("format_specifier").findAny().isPresent())
        .map(n -> n.get("expression"))
        .filter(n -> n.is("identifier") && losses.contains(n.text()))
        .forEach(n -> format(port, n));
  }

  private void format(FilePort port, Node name) {
    port.edits().replace(name, name.text() + ".item()");
    port.changed(this, name, Construct.OTHER, NUMBER);
  }
}
