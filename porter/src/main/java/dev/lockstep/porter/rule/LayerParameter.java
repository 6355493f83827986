package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.LayerNames;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parameters of a layer that MindSpore calls otherwise: {@code norm.weight}. */
public final class LayerParameter implements Rule {
  private static final Text RENAMED =
      new Text("MindSpore calls this parameter of the layer so", "MindSpore 中该层参数的名称如此");

  private static final String NORM = "torch\\.nn\\.\\w*Norm\\w*";

  private static final Map<String, String> OF_NORM =
      Map.of(
          "weight",
          "gamma",
          "bias",
          "beta",
          "running_mean",
          "moving_mean",
          "running_var",
          "moving_variance");

  private static final Map<String, String> OF_EMBEDDING = Map.of("weight", "embedding_table");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("attribute")
        .filter(n -> !n.field().equals("function") && !port.isInRefused(n))
        .filter(n -> OF_NORM.containsKey(n.get("attribute").text()))
        .toList()
        .forEach(n -> apply(port, n));
  }

  private void apply(FilePort port, Node attribute) {
    Node layer = attribute.get("object");
    Set<String> types = types(port.program(), layer);
    boolean norm = !types.isEmpty() && types.stream().allMatch(t -> t.matches(NORM));
    Map<String, String> names =
        norm
            ? OF_NORM
            : types.equals(Set.of("torch.nn.Embedding")) ? OF_EMBEDDING : Map.<String, String>of();
    Node name = attribute.get("attribute");
    if (names.containsKey(name.text()) && !port.edits().covers(name)) {
      port.edits().replace(name, names.getOrDefault(name.text(), ""));
      port.changed(this, attribute, Construct.MODEL, RENAMED);
    }
  }

  /** The classes that a layer may be of: by its construction, or by the test around it. */
  private static Set<String> types(TrainingProgram program, Node layer) {
    Set<Node> origins = program.flow().origins(layer);
    List<String> made =
        origins.stream()
            .flatMap(o -> Call.of(o).stream())
            .flatMap(c -> program.qualified(c.callee()).stream())
            .toList();
    if (made.size() == origins.size()) {
      return Set.copyOf(made);
    }
    Set<String> tested = tested(program, layer).collect(Collectors.toSet());
    return tested.isEmpty() ? named(program, layer) : tested;
  }

  /** Of {@code if classname.find("BatchNorm") != -1:}, in its block. */
  private static Set<String> named(TrainingProgram program, Node layer) {
    return layer
        .ancestors()
        .filter(n -> n.is("if_statement", "elif_clause"))
        .filter(n -> n.find("consequence").filter(c -> c.contains(layer)).isPresent())
        .map(n -> new LayerNames(program).in(n.get("condition")).toList())
        .filter(tests -> tests.stream().anyMatch(t -> t.layer().equals(layer.text())))
        .findFirst()
        .filter(tests -> tests.stream().noneMatch(LayerNames.Test::denied))
        .map(tests -> tests.stream().map(t -> "torch.nn." + t.text()).collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  /** Of {@code if isinstance(layer, (A, B)):}, in its block. */
  private static Stream<String> tested(TrainingProgram program, Node layer) {
    return layer
        .ancestors()
        .filter(n -> n.is("if_statement", "elif_clause"))
        .filter(n -> n.find("consequence").filter(c -> c.contains(layer)).isPresent())
        .flatMap(n -> Call.of(n.get("condition")).stream())
        .filter(c -> c.name().equals("isinstance") && c.arguments().size() == 2)
        .filter(c -> c.arguments().get(0).value().text().equals(layer.text()))
        .limit(1)
        .map(c -> c.arguments().get(1).value())
        .flatMap(t -> t.is("tuple") ? t.children().stream() : Stream.of(t))
        .map(t -> program.qualified(t).orElse("?"));
  }
}
