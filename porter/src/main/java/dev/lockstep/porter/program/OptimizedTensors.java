package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plain tensors that an optimizer is handed: a temperature {@code torch.zeros(1,
 * requires_grad=True)}, an image that is optimized.
 */
public final class OptimizedTensors {
  private static final int MAX_DEPTH = 6;

  /** Methods of a tensor that give a tensor. */
  private static final Set<String> METHODS =
      Set.of("requires_grad_", "clone", "detach", "repeat", "expand", "unsqueeze", "contiguous");

  private final TrainingProgram program;
  private final Map<Node, Node> variables = new LinkedHashMap<>();

  /** Those of a program. */
  OptimizedTensors(TrainingProgram program) {
    this.program = program;
    program.optimizers().forEach(site -> site.params().ifPresent(p -> read(p.value(), MAX_DEPTH)));
  }

  /** The variables that hold them, by the expressions that they are assigned. */
  public Map<Node, Node> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** Whether a node makes one of them, or is a part of what does. */
  public boolean holds(Node node) {
    return variables.keySet().stream().anyMatch(made -> made.contains(node));
  }

  private void read(Node params, int depth) {
    for (Node origin : depth == 0 ? Set.<Node>of() : program.flow().origins(params)) {
      Optional<Node> group =
          program.dictionary(origin).flatMap(e -> Optional.ofNullable(e.get("params")));
      group.ifPresent(own -> read(own, depth - 1));
      if (origin.is("list", "tuple", "binary_operator")) {
        origin.children().forEach(part -> read(part, depth - 1));
      } else if (group.isEmpty()) {
        assigned(origin).ifPresent(a -> variables.put(a.get("right"), a.get("left")));
      }
    }
  }

  /** The assignment that gives a variable the tensor that a call makes. */
  private Optional<Node> assigned(Node origin) {
    Optional<Call> call = Call.of(origin).filter(this::makesTensor);
    return call.flatMap(c -> Statements.of(origin).children().stream().findFirst())
        .filter(a -> a.is("assignment") && a.find("right").isPresent())
        .filter(a -> a.get("left").is("identifier", "attribute"))
        .filter(a -> chain(a.get("right")).contains(origin))
        .filter(OptimizedTensors::asksForGradients);
  }

  private boolean makesTensor(Call call) {
    Optional<String> name = program.qualified(call.callee());
    return name.isPresent()
        ? name.get().matches("torch\\.([a-z]\\w*|\\w*Tensor|autograd\\.(variable\\.)?Variable)")
        : METHODS.contains(call.name()) && program.flow().callee(call).isEmpty();
  }

  /** An expression and the objects of the methods that it chains. */
  private static Set<Node> chain(Node expression) {
    Set<Node> chain = new LinkedHashSet<>(Set.of(expression));
    Optional<Node> object = Call.of(expression).flatMap(Call::receiver);
    object.ifPresent(inner -> chain.addAll(chain(inner)));
    return chain;
  }

  /** Whether a variable is an attribute of a model, which would take a parameter for its own. */
  public boolean isOfModel(Node variable) {
    return variable.is("attribute")
        && Flow.isSelf(variable.get("object"))
        && Flow.enclosingClass(variable).filter(program::isModule).isPresent();
  }

  /** Whether gradients are asked for, where a tensor is made or of its variable. */
  private static boolean asksForGradients(Node assignment) {
    return Call.in(assignment.get("right")).anyMatch(OptimizedTensors::asks)
        || asking(assignment.get("left")).findAny().isPresent();
  }

  /** Where gradients are asked for of a variable: {@code x.requires_grad}, called or assigned. */
  public static Stream<Node> asking(Node variable) {
    Node around =
        Flow.enclosingClass(variable)
            .or(() -> Statements.function(variable))
            .or(() -> variable.enclosing("module"))
            .orElseThrow();
    return around
        .descendants("attribute")
        .filter(a -> a.get("attribute").text().startsWith("requires_grad"))
        .filter(a -> a.get("object").text().equals(variable.text()));
  }

  private static boolean asks(Call call) {
    return call.name().equals("requires_grad_") || call.keyword("requires_grad").isPresent();
  }
}
