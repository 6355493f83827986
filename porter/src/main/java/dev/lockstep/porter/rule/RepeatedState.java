package dev.lockstep.porter.rule;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * States that a variable keeps and that are loaded more than once: in a loop that does not make
 * them anew, or by a function that is called there, or by two statements. A function that returns
 * such a state keeps it too.
 */
final class RepeatedState {
  /** Functions that call each other are followed so far. */
  private static final int CALLS = 4;

  private final FilePort port;

  RepeatedState(FilePort port) {
    this.port = port;
  }

  /** Whether what a call loads is loaded again, or was before. */
  boolean isLoaded(Call load) {
    return kept(load.arguments().get(0).value(), CALLS)
        .anyMatch(s -> isRepeated(load.node(), s, CALLS) || isSecond(load, s));
  }

  /**
   * What keeps a state: the expression itself, the one that a variable was given it by, or the one
   * that a function returns; none for a value that is made there.
   */
  private Stream<Node> kept(Node state, int depth) {
    if (depth == 0) {
      return Stream.empty();
    }
    Optional<Call> call = Call.of(state);
    if (call.isPresent()) {
      return keptBy(call.get(), depth);
    }
    Stream<Node> sources =
        Effects.root(state).stream()
            .filter(root -> root.is("identifier") && isKept(state))
            .flatMap(root -> port.program().project().bindings(root).stream())
            .filter(b -> b.is(Binding.Kind.ASSIGN) && b.path().isEmpty())
            .filter(b -> Statements.owner(b.site()) == Statements.owner(state))
            .flatMap(b -> b.source().stream())
            .flatMap(source -> kept(source, depth - 1));
    return isKept(state) ? Stream.concat(Stream.of(state), sources) : Stream.empty();
  }

  /** What keeps the state that a call gives: a shallow copy has the same tensors. */
  private Stream<Node> keptBy(Call call, int depth) {
    if (call.name().matches("get|copy|dict") && port.program().flow().callee(call).isEmpty()) {
      boolean given = call.receiver().isEmpty() || call.receiver().get().text().equals("copy");
      Optional<Node> of = given ? call.positional(0).map(Argument::value) : call.receiver();
      return of.stream().flatMap(n -> kept(n, depth - 1));
    }
    Optional<Node> function =
        port.program().flow().callee(call).filter(f -> f.is("function_definition"));
    if (function.filter(RepeatedState::isCached).isPresent()) {
      return Stream.of(call.node());
    }
    return function.stream()
        .flatMap(f -> Flow.returns(f).stream())
        .flatMap(r -> kept(r, depth - 1))
        .filter(r -> isKeptBeyond(r, function.get()));
  }

  /** Whether a function gives what it gave before: {@code @functools.cache}. */
  private static boolean isCached(Node function) {
    return function.parent().filter(p -> p.is("decorated_definition")).stream()
        .flatMap(p -> p.children().stream())
        .anyMatch(n -> n.is("decorator") && n.text().contains("cache"));
  }

  /** Whether what keeps a state outlives a call of the function that returns it. */
  private boolean isKeptBeyond(Node state, Node function) {
    Optional<Node> root = Effects.root(state);
    return root.isPresent()
        && (Flow.isSelf(root.get())
            || port.program().project().bindings(root.get()).stream()
                .noneMatch(b -> function.contains(b.site())));
  }

  private static boolean isKept(Node state) {
    return switch (state.kind()) {
      case "identifier" -> true;
      case "attribute" -> isKept(state.get("object"));
      case "subscript" -> isKept(state.get("value"));
      default -> false;
    };
  }

  /** Whether a place is run more than once while a variable keeps the same state. */
  private boolean isRepeated(Node place, Node state, int depth) {
    for (Node loop : Statements.loops(place)) {
      if (isLeft(place, loop)) {
        break;
      }
      if (!isEach(loop, state) && !isMadeIn(loop, place, state)) {
        return true;
      }
    }
    Optional<Node> function = Statements.function(place);
    return depth > 0
        && function.isPresent()
        && port.program().flow().callers(function.get()).stream()
            .anyMatch(
                caller ->
                    given(function.get(), caller, state)
                        .filter(s -> isRepeated(caller.node(), s, depth - 1))
                        .isPresent());
  }

  /** Whether a loop ends behind a place. */
  private static boolean isLeft(Node place, Node loop) {
    Node statement = Statements.of(place);
    return Statements.loops(place).get(0) == loop
        && Stream.concat(Stream.of(statement), statement.ancestors())
            .takeWhile(n -> n != loop)
            .filter(Statements::isStatement)
            .flatMap(n -> Statements.siblings(n).stream())
            .anyMatch(n -> n.start() > place.end() && n.is("break_statement", "return_statement"));
  }

  /** Whether a loop goes over the states, or their keys. */
  private static boolean isEach(Node loop, Node state) {
    return loop.is("for_statement")
        && state.descendants("identifier").anyMatch(n -> Statements.loopsOver(loop, n.text()));
  }

  /** Whether every round of a loop that comes to a place makes the state anew. */
  private boolean isMadeIn(Node loop, Node place, Node state) {
    boolean assigned =
        loop.descendants("assignment")
            .filter(a -> runsWith(a, place, loop))
            .anyMatch(a -> gives(a, state));
    return assigned
        || Call.in(loop)
            .filter(c -> runsWith(c.node(), place, loop))
            .flatMap(c -> port.program().flow().runs(c).stream())
            .anyMatch(
                f -> f.descendants("assignment").anyMatch(a -> isAlways(a, f) && gives(a, state)));
  }

  /** Whether each call of a function comes to a node, as far as conditions and loops go. */
  private static boolean isAlways(Node node, Node function) {
    return node.ancestors()
        .takeWhile(n -> n != function)
        .noneMatch(n -> Statements.isLoop(n) || n.is("if_statement"));
  }

  private static boolean runsWith(Node node, Node place, Node loop) {
    return node.ancestors()
        .takeWhile(n -> n != loop)
        .filter(n -> n.is("block") && n.parent().filter(p -> p.is("with_statement")).isEmpty())
        .allMatch(n -> n.contains(place));
  }

  /** Whether an assignment gives a value to a state, or to what holds it. */
  private static boolean gives(Node assignment, Node state) {
    String whole = state.text();
    Node left = assignment.get("left");
    return assignment.find("right").isPresent()
        && (left.is("pattern_list", "tuple_pattern") ? left.children().stream() : Stream.of(left))
            .map(Node::text)
            .anyMatch(
                t -> whole.equals(t) || whole.startsWith(t + ".") || whole.startsWith(t + "["));
  }

  /** The state as a caller of a function has it; none if the function makes it. */
  private Optional<Node> given(Node function, Call caller, Node state) {
    Node root = Effects.root(state).orElse(state);
    boolean makes = function.descendants("assignment").anyMatch(a -> gives(a, state));
    if (makes) {
      return Optional.empty();
    }
    List<Binding> bindings = port.program().project().bindings(root);
    if (!Flow.isSelf(root) && bindings.stream().anyMatch(b -> b.is(Binding.Kind.PARAMETER))) {
      return Flow.argument(function, caller, root.text()).filter(RepeatedState::isKept);
    }
    return Optional.of(state);
  }

  private boolean keeps(Node given, Node state) {
    return kept(given, CALLS).anyMatch(n -> n.text().equals(state.text()));
  }

  /** Whether a statement before loads the same state, without one between that makes it anew. */
  private boolean isSecond(Call load, Node state) {
    Node owner = Statements.owner(load.node());
    return Call.in(owner)
        .filter(c -> c.name().equals("load_state_dict") && c.node().end() <= load.node().start())
        .filter(c -> Statements.owner(c.node()) == owner)
        .filter(c -> c.receiver().filter(port.program()::isOptimizer).isPresent())
        .filter(c -> c.positional(0).filter(a -> keeps(a.value(), state)).isPresent())
        .filter(c -> Statements.choice(c.node(), load.node()).isEmpty())
        .anyMatch(
            c ->
                owner
                    .descendants("assignment")
                    .filter(a -> a.start() > c.node().end() && a.end() < load.node().start())
                    .noneMatch(a -> gives(a, state)));
  }
}
