package dev.lockstep.porter.step;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Scope;
import dev.lockstep.porter.python.Statements;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names that a function made of some statements takes and returns: it takes those that change
 * from round to round, and returns those that the rest of the script reads.
 */
final class FunctionNames {
  private final TrainingProgram program;
  private final Effects effects;

  FunctionNames(TrainingProgram program) {
    this.program = program;
    this.effects = new Effects(program.project());
  }

  /**
   * The names that the function takes, in the order of their reads.
   *
   * @param results what it returns, as far as that is written here
   * @param home the statement before which it is defined
   */
  List<String> inputs(List<Node> forward, List<Node> results, Node home) {
    return inputs(forward, Stream.concat(forward.stream(), results.stream()), home);
  }

  /** The names that a function of nothing but some statements takes. */
  List<String> inputs(List<Node> statements, Node home) {
    return inputs(statements, statements.stream(), home);
  }

  private List<String> inputs(List<Node> forward, Stream<Node> parts, Node home) {
    Set<String> assigned = new LinkedHashSet<>();
    Set<String> all = new HashSet<>();
    forward.forEach(s -> all.addAll(effects.assigned(s)));
    Set<String> inputs = new LinkedHashSet<>();
    for (Node part : parts.toList()) {
      effects
          .reads(part)
          .filter(n -> !assigned.contains(n.text()) && !isBound(n, part))
          .filter(n -> all.contains(n.text()) || (varies(n, home) && isGiven(n)))
          .forEach(n -> inputs.add(n.text()));
      effects.assigned(part).stream()
          .filter(name -> isSure(part, name) || isOfLoop(part, name, forward, home))
          .forEach(assigned::add);
    }
    return List.copyOf(inputs);
  }

  /** Whether a name has a value once a statement is done; a compound one may skip its body. */
  private static boolean isSure(Node part, String name) {
    return !part.is(Statements.COMPOUND) || Effects.surelyAssigns(part, name);
  }

  /** Whether a loop gives a name its value, and nothing in front of it could if it had no round. */
  private boolean isOfLoop(Node part, String name, List<Node> forward, Node home) {
    return Statements.isLoop(part)
        && part.get("body").children().stream().anyMatch(s -> Effects.surelyAssigns(s, name))
        && isBornIn(name, forward, home);
  }

  /**
   * Whether a name gets its values, as far as the first round has seen them, in some statements
   * only.
   */
  boolean isBornIn(String name, List<Node> statements, Node home) {
    int end = statements.stream().mapToInt(Node::end).max().orElse(0);
    List<Binding> bindings =
        program.project().scopes(home).at(home).lookup(name).stream()
            .filter(b -> b.site().start() < end)
            .toList();
    return !bindings.isEmpty()
        && bindings.stream().allMatch(b -> statements.stream().anyMatch(s -> s.contains(b.site())));
  }

  /** Whether a name gets its value inside a statement before it is read there. */
  private static boolean isBound(Node read, Node part) {
    Node inner = read;
    for (Node outer : read.ancestors().toList()) {
      if (inner == part) {
        return false;
      }
      boolean before =
          outer.is("block", "module")
              && outer.children().stream()
                  .filter(s -> s.end() <= read.start())
                  .anyMatch(s -> Effects.surelyAssigns(s, read.text()));
      boolean target =
          outer.is("for_statement")
              && inner.field().equals("body")
              && Statements.loopsOver(outer, read.text());
      if (before || target) {
        return true;
      }
      inner = outer;
    }
    return false;
  }

  /** Whether a name has a value before it is read: what may have none cannot be handed on. */
  private boolean isGiven(Node read) {
    Node root = Statements.function(read).orElseGet(() -> program.project().file(read).root());
    boolean parameter =
        root.is("function_definition") && Flow.parameters(root).contains(read.text());
    return parameter || isBound(read, root);
  }

  /** Whether a name has another value in each call of the function. */
  private boolean varies(Node name, Node home) {
    Scope here = program.project().scopes(name).at(home);
    Optional<Scope> binder = here.binder(name.text());
    if (binder.isEmpty() || binder.get() != here) {
      return false;
    }
    List<Binding> bindings = binder.get().local(name.text());
    boolean loop = Statements.isLoop(home);
    return loop
        ? bindings.stream().anyMatch(b -> home.contains(b.site()))
        : !isCalled(name) && !Flow.isSelf(name);
  }

  private static boolean isCalled(Node name) {
    Node parent = name.parent().orElse(name);
    return parent.is("attribute") || (parent.is("call") && name.field().equals("function"));
  }

  /** Names assigned in the function that something outside it may read. */
  List<String> outputs(List<Node> forward, Node loss, List<Node> backwards, Node home) {
    Set<String> assigned = new LinkedHashSet<>();
    forward.forEach(s -> assigned.addAll(effects.assigned(s)));
    if (loss.is("identifier")) {
      assigned.remove(loss.text());
    }
    assigned.removeIf(
        name -> isDeleted(name, forward) || !isReadOutside(name, forward, backwards, home));
    return List.copyOf(assigned);
  }

  /** Whether the last that some statements do to a name is to delete it. */
  private boolean isDeleted(String name, List<Node> statements) {
    return statements.stream()
        .filter(s -> effects.assigned(s).contains(name))
        .reduce((earlier, later) -> later)
        .filter(s -> s.is("delete_statement"))
        .isPresent();
  }

  private boolean isReadOutside(String name, List<Node> forward, List<Node> backwards, Node home) {
    Scope scope = program.project().scopes(home).at(home);
    Optional<Scope> binder = scope.binder(name);
    Node region = binder.map(Scope::node).orElse(scope.node());
    boolean carried = inputs(forward, backwards, home).contains(name);
    return carried
        || region
            .descendants("identifier")
            .filter(n -> n.text().equals(name) && Effects.isReference(n))
            .filter(n -> program.project().scopes(n).at(n).binder(name).equals(binder))
            .filter(
                n ->
                    Stream.of(forward, backwards)
                        .flatMap(List::stream)
                        .noneMatch(s -> s.contains(n)))
            .anyMatch(n -> effects.reads(n).findAny().isPresent() && mayReach(n, name, forward));
  }

  /**
   * Whether a read may see the value of the function: no assignment of another block comes first.
   */
  private static boolean mayReach(Node read, String name, List<Node> forward) {
    Node from = forward.get(0);
    Node statement = Statements.of(read);
    while (true) {
      Node suite = Statements.suite(statement);
      boolean shared = suite.contains(from);
      for (Node sibling : suite.children()) {
        boolean before = sibling.start() < statement.start();
        boolean moved = forward.contains(sibling);
        if (!shared && before && !moved && Effects.surelyAssigns(sibling, name)) {
          return false;
        }
      }
      Optional<Node> outer = statement.ancestors().filter(Statements::isStatement).findFirst();
      if (shared || outer.isEmpty()) {
        return true;
      }
      if (outer.get().is("for_statement") && Statements.loopsOver(outer.get(), name)) {
        return false;
      }
      statement = outer.get();
    }
  }

  /** Whether nothing reads a variable but a statement and those that follow it in its block. */
  boolean isReadOnlyBehind(String name, Node first) {
    Node block = Statements.suite(first);
    Optional<Scope> binder = program.project().scopes(block).at(block).binder(name);
    return binder.isPresent()
        && binder
            .get()
            .node()
            .descendants("identifier")
            .filter(n -> n.text().equals(name) && Effects.isReference(n))
            .filter(n -> !block.contains(n) || n.start() < first.start())
            .filter(n -> program.project().scopes(n).at(n).binder(name).equals(binder))
            .noneMatch(n -> effects.reads(n).findAny().isPresent());
  }

  /** Whether one of some statements assigns a name. */
  boolean isAssignedIn(String name, List<Node> statements) {
    return statements.stream().anyMatch(s -> effects.assigned(s).contains(name));
  }
}
