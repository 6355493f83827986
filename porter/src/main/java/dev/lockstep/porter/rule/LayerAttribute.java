package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.MindSpore;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Parameters of layers that torch calls otherwise: {@code gamma} and {@code beta} of a norm layer
 * are its {@code weight} and {@code bias}.
 */
public final class LayerAttribute implements Rule {
  private static final Text NAMED = new Text("torch's name of it", "torch 中的名称");

  private static final Text WITH_BIAS =
      new Text("torch's layers say None for no bias", "torch 的层以 None 表示没有偏置");

  private static final Map<String, String> NAMES =
      Map.of(
          "gamma", "weight",
          "beta", "bias",
          "moving_mean", "running_mean",
          "moving_variance", "running_var",
          "embedding_table", "weight",
          "has_bias", "bias");

  /** The layers that have an attribute, by a part of their names; the others are of norm layers. */
  private static final Map<String, List<String>> LAYERS =
      Map.of("embedding_table", List.of("Embedding"), "has_bias", List.of("Dense", "Conv"));

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
    String own = NAMES.getOrDefault(name.text(), name.text());
    if (name.text().equals("has_bias")) {
      Node layer = attribute.get("object");
      port.edits().replace(attribute, r -> "(%s.%s is not None)".formatted(r.text(layer), own));
      port.changed(this, attribute, Construct.MODEL, WITH_BIAS);
      return;
    }
    port.edits().replace(name, own);
    port.changed(this, attribute, Construct.MODEL, NAMED);
  }

  /** Whether the object is made as such a layer, or is tested for being one. */
  private static boolean isOfLayer(FilePort port, Node attribute) {
    List<String> kinds = LAYERS.getOrDefault(attribute.get("attribute").text(), List.of("Norm"));
    Node layer = attribute.get("object");
    return port.program().flow().origins(layer).stream()
            .flatMap(o -> Call.of(o).stream())
            .flatMap(c -> port.program().canonical(c.callee()).stream())
            .anyMatch(
                n -> n.startsWith(MindSpore.ROOT + ".nn.") && kinds.stream().anyMatch(n::contains))
        || tests(layer).anyMatch(type -> kinds.stream().anyMatch(type.text()::contains));
  }

  /** The classes that the statements around an object test it for. */
  private static Stream<Node> tests(Node layer) {
    return Statements.inFunction(layer)
        .filter(n -> n.is("if_statement", "elif_clause"))
        .filter(n -> n.get("consequence").contains(layer) || n.get("condition").contains(layer))
        .flatMap(n -> Call.in(n.get("condition")))
        .filter(c -> c.name().equals("isinstance") && c.arguments().size() == 2)
        .filter(c -> c.arguments().get(0).value().text().equals(layer.text()))
        .map(c -> c.arguments().get(1).value());
  }
}
