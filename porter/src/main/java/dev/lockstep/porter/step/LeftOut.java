package dev.lockstep.porter.step;

import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which optimizers are made with some parameters of a model, while others that they leave out have
 * gradients as well: {@code Adam(model.head.parameters())} where nothing is frozen.
 */
final class LeftOut {
  private final TrainingProgram program;

  LeftOut(TrainingProgram program) {
    this.program = program;
  }

  /** Whether a model has parameters with gradients that none of some optimizers is given. */
  boolean any(Node model, List<Node> optimizers) {
    List<OptimizerSite> sites =
        optimizers.stream().flatMap(o -> program.optimizersOf(o).stream()).distinct().toList();
    List<Node> given =
        sites.stream()
            .flatMap(s -> s.params().stream())
            .map(Argument::value)
            .flatMap(this::given)
            .toList();
    Set<String> layers =
        given.stream()
            .filter(layer -> isLayerOf(layer, model))
            .map(layer -> layer.get("attribute").text())
            .collect(Collectors.toSet());
    boolean parts =
        given.stream().allMatch(g -> isLayerOf(g, model))
            && own(model).filter(layers::containsAll).isEmpty();
    return !given.isEmpty()
        && (parts || (given.size() == 1 && isChosenFrom(given.get(0))))
        && Stream.concat(given.stream(), type(model).stream()).noneMatch(p -> freezes(p, model));
  }

  /** The models whose parameters are listed, in a list that grows as well. */
  private Stream<Node> given(Node parameters) {
    return program.flow().origins(parameters).stream()
        .flatMap(o -> Stream.concat(Stream.of(o), added(o)))
        .flatMap(Call::in)
        .filter(c -> c.name().matches("(named_)?parameters"))
        .flatMap(c -> c.receiver().stream());
  }

  /** What is put into a list behind the place where it is made. */
  private static Stream<Node> added(Node list) {
    Optional<Node> name = Statements.result(list).filter(n -> n.is("identifier"));
    return name.stream()
        .flatMap(n -> Statements.owner(n).descendants())
        .filter(n -> n.is("call", "augmented_assignment"))
        .filter(n -> grown(n).filter(g -> g.text().equals(name.get().text())).isPresent());
  }

  private static Optional<Node> grown(Node node) {
    return node.is("call") ? Call.of(node).flatMap(Call::receiver) : node.find("left");
  }

  /** {@code [p for name, p in net.named_parameters() if "head" in name]}, and no other list. */
  private static boolean isChosenFrom(Node model) {
    return model
        .enclosing("list_comprehension", "generator_expression")
        .flatMap(list -> list.descendants("if_clause").findFirst())
        .filter(test -> !test.text().contains("requires_grad"))
        .isPresent();
  }

  /** Whether an expression is an attribute of a model, as far as it can be traced. */
  private boolean isLayerOf(Node layer, Node model) {
    return layer.is("attribute")
        && !layer.text().equals(model.text())
        && (layer.get("object").text().equals(model.text()) || isSame(layer.get("object"), model));
  }

  private boolean isSame(Node a, Node b) {
    return program.flow().origins(a).equals(program.flow().origins(b));
  }

  private Optional<Node> type(Node model) {
    return program.flow().instanceOf(model);
  }

  /** The layers that the class of a model gives its instances; empty if they cannot be told. */
  private Optional<Set<String>> own(Node model) {
    return type(model)
        .filter(type -> Flow.bases(type).allMatch(b -> program.qualified(b).isPresent()))
        .map(
            type ->
                type.descendants("assignment")
                    .map(a -> a.get("left"))
                    .filter(a -> a.is("attribute") && Flow.isSelf(a.get("object")))
                    .filter(program::isModel)
                    .map(a -> a.get("attribute").text())
                    .collect(Collectors.toSet()));
  }

  /** Whether the file of a place says of a tensor that may be a model's that it needs none. */
  private boolean freezes(Node place, Node model) {
    return program
        .project()
        .file(place)
        .root()
        .descendants("attribute")
        .anyMatch(a -> isSet(a) && !isOfAnother(a.get("object"), model));
  }

  private static boolean isSet(Node attribute) {
    return switch (attribute.get("attribute").text()) {
      case "requires_grad" -> Effects.isTarget(attribute);
      case "requires_grad_" -> true;
      default -> false;
    };
  }

  /** Whether a tensor is one of another instance of the model's class, or of a copy. */
  private boolean isOfAnother(Node tensor, Node model) {
    return Statements.loopOf(tensor)
        .flatMap(loop -> Call.of(loop.get("right")))
        .filter(c -> c.name().equals("parameters"))
        .flatMap(Call::receiver)
        .filter(other -> !isSame(other, model) && (isCopy(other) || isLike(other, model)))
        .isPresent();
  }

  private boolean isCopy(Node model) {
    return program
        .flow()
        .isMade(
            model, c -> program.qualified(c.callee()).filter("copy.deepcopy"::equals).isPresent());
  }

  private boolean isLike(Node other, Node model) {
    return type(other).isPresent() && type(other).equals(type(model));
  }
}
