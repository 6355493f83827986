package dev.lockstep.porter.step;

import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which of the parameters of some optimizers an expression lists. */
final class ListedModels {
  private static final int MAX_DEPTH = 6;

  private final TrainingProgram program;

  ListedModels(TrainingProgram program) {
    this.program = program;
  }

  /** How much of some parameters a list has. */
  enum Cover {
    /** Each of them, and no others. */
    ALL,
    /** Some of them, and no others. */
    PART,
    /** Perhaps others. */
    OTHERS
  }

  /** How much of the optimizers' parameters an expression lists. */
  Cover cover(Node expression, List<Node> optimizers) {
    List<Node> listed = models(expression, false, MAX_DEPTH).orElse(List.of());
    Set<Node> given = new HashSet<>();
    for (Node optimizer : optimizers) {
      Set<OptimizerSite> sites = program.optimizersOf(optimizer);
      Optional<List<Node>> models =
          sites.size() == 1
              ? sites.iterator().next().params().flatMap(a -> models(a.value(), true, MAX_DEPTH))
              : Optional.empty();
      if (models.isEmpty()) {
        return Cover.OTHERS;
      }
      given.addAll(models.get());
    }
    boolean whole =
        !listed.isEmpty()
            && listed.stream().allMatch(model -> given.stream().anyMatch(g -> isNamed(model, g)))
            && given.stream().allMatch(g -> listed.stream().anyMatch(model -> isNamed(model, g)));
    if (whole) {
      return Cover.ALL;
    }
    boolean several = listed.size() > 1;
    boolean inside =
        !listed.isEmpty()
            && listed.stream()
                .allMatch(model -> given.stream().anyMatch(g -> isPart(model, g, several)));
    return inside ? Cover.PART : Cover.OTHERS;
  }

  /**
   * Whether a model is another one or a part of it.
   *
   * @param several whether more is listed: two names may stand for what one place makes
   */
  private boolean isPart(Node model, Node whole, boolean several) {
    return isNamed(model, whole)
        || (!several && isSame(model, whole))
        || (model.is("attribute") && isPart(model.get("object"), whole, several));
  }

  private boolean isSame(Node a, Node b) {
    return program.flow().origins(a).equals(program.flow().origins(b));
  }

  /** Whether two expressions name one object alike. */
  private boolean isNamed(Node a, Node b) {
    boolean scope =
        a.is("attribute")
            ? a.enclosing("class_definition").equals(b.enclosing("class_definition"))
            : bindings(a).equals(bindings(b));
    return a.text().equals(b.text()) && scope;
  }

  private List<?> bindings(Node name) {
    return name.is("identifier") ? program.project().scopes(name).lookup(name) : List.of();
  }

  /**
   * The models whose parameters an expression lists, each whole.
   *
   * @param first whether nothing has gone through it before: an iterator has something to give
   */
  private Optional<List<Node>> models(Node expression, boolean first, int depth) {
    if (depth == 0) {
      return Optional.empty();
    }
    return switch (expression.kind()) {
      case "identifier", "attribute" ->
          program
              .flow()
              .origin(expression)
              .filter(o -> o != expression && (first || isList(o)) && isUnchanged(expression))
              .flatMap(o -> models(o, first, depth - 1));
      case "parenthesized_expression", "list", "tuple", "list_splat" ->
          all(expression.children(), first, depth);
      case "binary_operator" ->
          expression.get("operator").text().equals("+")
              ? all(List.of(expression.get("left"), expression.get("right")), first, depth)
              : Optional.empty();
      case "dictionary" ->
          program
              .dictionary(expression)
              .flatMap(entries -> Optional.ofNullable(entries.get("params")))
              .flatMap(params -> models(params, first, depth - 1));
      case "call" -> Call.of(expression).flatMap(call -> models(call, first, depth));
      default -> Optional.empty();
    };
  }

  private Optional<List<Node>> models(Call call, boolean first, int depth) {
    List<Node> arguments = call.arguments().stream().map(Argument::value).toList();
    String name = program.qualified(call.callee()).orElse(call.name());
    return switch (name) {
      case "list", "tuple", "itertools.chain" -> all(arguments, first, depth);
      default ->
          call.name().equals("parameters") && arguments.isEmpty()
              ? call.receiver().map(List::of)
              : Optional.empty();
    };
  }

  private Optional<List<Node>> all(List<Node> parts, boolean first, int depth) {
    List<Optional<List<Node>>> each =
        parts.stream().map(part -> models(part, first, depth - 1)).toList();
    return each.stream().allMatch(Optional::isPresent)
        ? Optional.of(each.stream().flatMap(Optional::stream).flatMap(List::stream).toList())
        : Optional.empty();
  }

  /** Whether a value can be gone through twice. */
  private static boolean isList(Node value) {
    return value.is("list", "tuple", "binary_operator")
        || Call.of(value).filter(c -> c.name().matches("list|tuple")).isPresent();
  }

  /** Whether nothing in the file puts more into a list, or takes something out. */
  private boolean isUnchanged(Node list) {
    String name = list.text();
    return program
        .project()
        .file(list)
        .root()
        .descendants()
        .filter(n -> n.is("call", "subscript", "augmented_assignment"))
        .noneMatch(n -> changes(n, name));
  }

  private static boolean changes(Node node, String name) {
    return switch (node.kind()) {
      case "call" ->
          Call.of(node).flatMap(Call::receiver).filter(r -> r.text().equals(name)).isPresent();
      case "subscript" -> node.get("value").text().equals(name);
      default -> node.get("left").text().equals(name);
    };
  }
}
