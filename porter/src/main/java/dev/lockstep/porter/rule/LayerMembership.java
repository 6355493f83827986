package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.LayerNames;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code hasattr(m, "weight")} of a layer that may be a norm or an embedding: those of MindSpore
 * have no attribute of that name.
 */
public final class LayerMembership implements Rule {
  private static final Text OF_TORCH =
      new Text(
          "MindSpore's norm layers call their parameters gamma and beta, its embeddings"
              + " embedding_table, and are left out here without an error; ask for the class of the layer"
              + " with isinstance, or for those names as well",
          "MindSpore 的归一化层参数名为 gamma 和 beta，嵌入层为 embedding_table，这里会被无声跳过；请用 isinstance"
              + " 判断层的类，或同时判断这些名称");
  private static final Text OF_MINDSPORE =
      new Text(
          "no layer of torch has an attribute of this name, and all are left out here without an error;"
              + " ask for the class of the layer with isinstance: norms and embeddings of torch have a"
              + " weight, as other layers do",
          "torch 的层没有该名称的属性，这里会被全部无声跳过；请用 isinstance 判断层的类：torch 的归一化层和嵌入层与其他层一样，参数名为 weight");

  private final Text why;
  private final String names;
  private final String layers;

  /**
   * What is marked.
   *
   * @param names the parameters, as a regular expression
   * @param layers the full names of layers of which the project must have one
   */
  private LayerMembership(Text why, String names, String layers) {
    this.why = why;
    this.layers = layers;
    this.names = "[\"'](" + names + ")[\"']";
  }

  /** For scripts of torch. */
  static LayerMembership toMindSpore() {
    return new LayerMembership(
        OF_TORCH, "weight|bias|running_mean|running_var", "torch\\.nn\\.(\\w*Norm\\w*|Embedding)");
  }

  /** For scripts of MindSpore. */
  static LayerMembership toTorch() {
    return new LayerMembership(
        OF_MINDSPORE,
        "gamma|beta|moving_mean|moving_variance|embedding_table",
        "mindspore\\.nn\\..*");
  }

  @Override
  public void apply(FilePort port) {
    List<Call> asked =
        port.calls()
            .filter(c -> c.name().matches("hasattr|getattr") && c.arguments().size() >= 2)
            .filter(c -> c.arguments().get(1).value().text().matches(names))
            .filter(c -> !port.isInRefused(c.node()) && !port.edits().covers(c.node()))
            .filter(c -> !BroughtCode.holds(c.node()))
            .filter(c -> isLayer(port, c.arguments().get(0).value()))
            .filter(c -> !isTested(port, c.arguments().get(0).value(), c.node()))
            .toList();
    if (!asked.isEmpty() && port.program().modeDependence().on(layers)) {
      asked.forEach(c -> port.refused(this, c.node(), Construct.MODEL, why));
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
                    over.matches(
                        "(?s).*\\.((named_)?(modules|children)|cells(_and_names)?|name_cells)\\(.*"));
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

  /** Whether tests around or beside a place leave norms and embeddings out. */
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
    List<String> classes =
        Call.in(condition)
            .filter(c -> c.name().equals("isinstance") && c.arguments().size() == 2)
            .filter(c -> c.arguments().get(0).value().text().equals(layer.text()))
            .map(c -> c.arguments().get(1).value().text())
            .toList();
    List<LayerNames.Test> tests =
        new LayerNames(port.program())
            .in(condition)
            .filter(t -> t.layer().equals(layer.text()))
            .toList();
    boolean others =
        Stream.concat(classes.stream(), tests.stream().map(LayerNames.Test::text))
            .noneMatch(text -> text.matches("(?is).*(norm|embed).*"));
    return others
        && !(classes.isEmpty() && tests.isEmpty())
        && tests.stream().noneMatch(LayerNames.Test::denied);
  }
}
