package dev.lockstep.porter.rule;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Iterated;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Set;
import java.util.stream.Stream;

/** Which tensors of a script are a model's own: parameters, and elements of a model's state. */
final class ModelTensors {
  private static final Set<String> STATES =
      Set.of("state_dict", "parameters", "named_parameters", "buffers", "named_buffers");

  /** Containers in containers are not followed further. */
  private static final int MAX_DEPTH = 4;

  private ModelTensors() {}

  /** Whether an expression is such a tensor, as far as its values can be traced. */
  static boolean isOwn(FilePort port, Node tensor) {
    return isOwn(port.program(), tensor, MAX_DEPTH);
  }

  /**
   * Whether it may be one, as it is changed without gradients: what a function that is not in the
   * files finds in a model.
   */
  static boolean mayBeOwn(FilePort port, Node tensor) {
    TrainingProgram program = port.program();
    return tensor.is("identifier")
        && isWithoutGradients(program, tensor)
        && program.flow().origins(tensor).stream()
            .flatMap(o -> Call.of(o).stream())
            .filter(c -> program.flow().callee(c).isEmpty() && c.callee().is("identifier"))
            .filter(
                c -> program.qualified(c.callee()).filter(n -> n.startsWith("torch.")).isEmpty())
            .filter(c -> c.arguments().size() == 1)
            .anyMatch(c -> program.isModel(c.arguments().get(0).value()));
  }

  private static boolean isWithoutGradients(TrainingProgram program, Node place) {
    return Statements.inFunction(place)
        .filter(n -> n.is("with_statement"))
        .flatMap(n -> n.children().stream().filter(c -> c.is("with_clause")))
        .flatMap(clause -> clause.descendants("with_item"))
        .anyMatch(item -> program.isWithoutGradients(item.children().get(0)));
  }

  private static boolean isOwn(TrainingProgram program, Node tensor, int depth) {
    if (depth == 0) {
      return false;
    }
    if (tensor.is("subscript")) {
      return holds(program, tensor.get("value"), depth - 1);
    }
    return Iterated.by(tensor).filter(n -> holds(program, n, depth - 1)).isPresent()
        || Stream.concat(Stream.of(tensor), program.flow().origins(tensor).stream())
            .anyMatch(o -> isParameter(program, o));
  }

  /** Whether an expression is a parameter by its layer and name, or by how it is made. */
  private static boolean isParameter(TrainingProgram program, Node origin) {
    boolean ofLayer =
        origin.is("attribute")
            && origin.get("attribute").text().matches("weight|bias")
            && program.isModel(origin.get("object"))
            && !Flow.isSelf(origin.get("object"));
    return ofLayer
        || Call.of(origin)
            .flatMap(c -> program.qualified(c.callee()))
            .filter(n -> n.matches("torch\\.nn\\.(parameter\\.)?Parameter"))
            .isPresent();
  }

  /** Whether an expression gives or holds tensors of a model. */
  private static boolean holds(TrainingProgram program, Node container, int depth) {
    return depth > 0
        && program.flow().origins(container).stream()
            .anyMatch(
                o ->
                    Call.of(o).filter(c -> gives(program, c, depth)).isPresent()
                        || elements(o).anyMatch(e -> isOwn(program, e, depth))
                        || isListOf(program, o, depth));
  }

  private static boolean gives(TrainingProgram program, Call call, int depth) {
    return STATES.contains(call.name())
        || (call.name().matches("dict|list|tuple")
            && call.positional(0)
                .map(Argument::value)
                .filter(n -> holds(program, n, depth - 1))
                .isPresent());
  }

  private static Stream<Node> elements(Node container) {
    return container.is("list", "tuple", "dictionary")
        ? container.children().stream()
            .flatMap(e -> e.is("pair") ? e.find("value").stream() : Stream.of(e))
        : Stream.empty();
  }

  /** {@code [p for p in model.parameters()]}. */
  private static boolean isListOf(TrainingProgram program, Node container, int depth) {
    return container.is("list_comprehension", "generator_expression")
        && container.all("body").stream()
            .anyMatch(
                body ->
                    container.children().stream()
                        .filter(c -> c.is("for_in_clause"))
                        .filter(c -> c.get("left").text().equals(body.text()))
                        .anyMatch(c -> holds(program, c.get("right"), depth - 1)));
  }
}
