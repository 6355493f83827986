package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.MindSpore;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Parameters of layers that torch calls otherwise: {@code gamma} and {@code beta} of a norm layer
 * are its {@code weight} and {@code bias}.
 */
public final class LayerAttribute implements Rule {
  private static final Text NAMED = new Text("torch's name of it", "torch 中的名称");

  private static final String NORM = "Norm";

  private static final String EMBEDDING = "Embedding";

  private static final Map<String, String> NAMES =
      Map.of(
          "gamma", "weight",
          "beta", "bias",
          "moving_mean", "running_mean",
          "moving_variance", "running_var",
          "embedding_table", "weight");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("attribute")
        .filter(n -> NAMES.containsKey(n.get("attribute").text()))
        .filter(n -> !port.isInRefused(n) && !port.edits().covers(n))
        .filter(n -> isOfLayer(port, n))
        .toList()
        .forEach(n -> rename(port, n));
  }

  private void rename(FilePort port, Node attribute) {
    Node name = attribute.get("attribute");
    port.edits().replace(name, NAMES.getOrDefault(name.text(), name.text()));
    port.changed(this, attribute, Construct.MODEL, NAMED);
  }

  /** Whether the object is made as such a layer, or is tested for being one. */
  private static boolean isOfLayer(FilePort port, Node attribute) {
    boolean table = attribute.get("attribute").text().equals("embedding_table");
    String kind = table ? EMBEDDING : NORM;
    Node layer = attribute.get("object");
    return port.program().flow().origins(layer).stream()
            .flatMap(o -> Call.of(o).stream())
            .flatMap(c -> port.program().canonical(c.callee()).stream())
            .anyMatch(n -> n.startsWith(MindSpore.ROOT + ".nn.") && n.contains(kind))
        || tests(layer).anyMatch(type -> type.text().contains(kind));
  }

  /** The classes that the statements around an object test it for. */
  private static Stream<Node> tests(Node layer) {
    return Statements.inFunction(layer)
        .filter(n -> n.is("if_statement", "elif_clause"))
        .filter(n -> n.get("consequence").contains(layer))
        .flatMap(n -> Call.in(n.get("condition")))
        .filter(c -> c.name().equals("isinstance") && c.arguments().size() == 2)
        .filter(c -> c.arguments().get(0).value().text().equals(layer.text()))
        .map(c -> c.arguments().get(1).value());
  }
}
