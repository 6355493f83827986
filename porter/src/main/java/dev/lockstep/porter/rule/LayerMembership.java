package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.LayerNames;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code hasattr(m, "weight")} of a layer that may be a norm or an embedding: those of MindSpore
 * have no attribute of that name.
 */
public final class LayerMembership implements Rule {
  private static final Text RENAMED =
      new Text(
          "MindSpore's norm layers call their parameters gamma and beta, its embeddings"
              + " embedding_table, and are left out here without an error; ask for the class of the layer"
              + " with isinstance, or for those names as well",
          "MindSpore 的归一化层参数名为 gamma 和 beta，嵌入层为 embedding_table，这里会被无声跳过；请用 isinstance"
              + " 判断层的类，或同时判断这些名称");

  private static final String NAMES = "[\"'](weight|bias|running_mean|running_var)[\"']";

  private static final String RENAMING = "torch\\.nn\\.(\\w*Norm\\w*|Embedding)";

  @Override
  public void apply(FilePort port) {
    List<Call> asked =
        port.calls()
            .filter(c -> c.name().matches("hasattr|getattr") && c.arguments().size() >= 2)
            .filter(c -> c.arguments().get(1).value().text().matches(NAMES))
            .filter(c -> !port.isInRefused(c.node()) && !port.edits().covers(c.node()))
            .filter(c -> !BroughtCode.holds(c.node()))
            .filter(c -> isLayer(port, c.arguments().get(0).value()))
            .filter(c -> !isTested(port, c.arguments().get(0).value(), c.node()))
            .toList();
    if (!asked.isEmpty() && port.program().modeDependence().on(RENAMING)) {
      asked.forEach(c -> port.refused(this, c.node(), Construct.MODEL, RENAMED));
    }
  }

  /** Whether a name stands for the layers of a model, one after the other. */
  private static boolean isLayer(FilePort port, Node layer) {
    if (!layer.is("identifier") || Flow.isSelf(layer)) {
      return false;
    }
    boolean each =
        Statements.iterations(layer)
            .map(n -> n.get("right").text())
            .anyMatch(
                over ->
                    over.matches("(?s).*\\.(named_)?(modules|children)\\(.*|.*\\.modules\\b.*"));
    return each || Statements.function(layer).filter(f -> isApplied(port, f, layer)).isPresent();
  }

  /** Whether a function is handed to {@code model.apply} and a name is its parameter. */
  private static boolean isApplied(FilePort port, Node function, Node parameter) {
    String name = function.find("name").map(Node::text).orElse("");
    boolean taken = Flow.parameters(function).contains(parameter.text());
    return taken
        && port.program().project().files().stream()
            .flatMap(f -> Call.in(f.root()))
            .filter(c -> c.name().equals("apply") && c.arguments().size() == 1)
            .map(c -> c.arguments().get(0).value())
            .anyMatch(a -> a.text().equals(name) || a.text().endsWith("." + name));
  }

  /** Whether tests around or beside a place leave norms and embeddings out, or only them in. */
  private static boolean isTested(FilePort port, Node layer, Node place) {
    Stream<Node> conditions =
        Stream.concat(
            place
                .ancestors()
                .filter(n -> n.is("if_statement", "elif_clause", "conditional_expression"))
                .flatMap(n -> n.find("condition").stream()),
            place.ancestors().filter(n -> n.is("boolean_operator")));
    return conditions.anyMatch(c -> namesLayers(port, layer, c));
  }

  private static boolean namesLayers(FilePort port, Node layer, Node condition) {
    Optional<Call> instance =
        Call.in(condition)
            .filter(c -> c.name().equals("isinstance") && c.arguments().size() == 2)
            .filter(c -> c.arguments().get(0).value().text().equals(layer.text()))
            .findFirst();
    List<LayerNames.Test> tests =
        new LayerNames(port.program())
            .in(condition)
            .filter(t -> t.layer().equals(layer.text()))
            .toList();
    return instance.isPresent()
        || (!tests.isEmpty()
            && tests.stream()
                .noneMatch(t -> t.denied() || t.text().matches("(?i).*(norm|embed).*")));
  }
}
