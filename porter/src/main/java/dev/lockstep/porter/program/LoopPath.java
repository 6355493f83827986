package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The loops in which a statement runs, outermost first, through the one place from which its
 * function is called.
 *
 * @param loops the loops
 * @param calls the calls passed on the way in, outermost first
 * @param sure whether the statement runs exactly once in each round of the innermost loop: it
 *     stands under no condition, nothing leaves the round before it, and its function has one known
 *     caller
 */
public record LoopPath(List<Node> loops, List<Call> calls, boolean sure) {
  /** Follows a statement outwards. */
  public static LoopPath of(Node node, Flow flow) {
    List<Node> loops = new ArrayList<>();
    List<Call> calls = new ArrayList<>();
    Set<Node> seen = new HashSet<>();
    boolean sure = true;
    Node at = node;
    while (true) {
      List<Node> around = Statements.loops(at);
      sure &= loops.isEmpty() ? isUnconditional(at) : true;
      loops.addAll(around);
      Optional<Node> function = Statements.function(at).filter(f -> f.is("function_definition"));
      if (function.isEmpty() || !seen.add(function.get())) {
        break;
      }
      List<Call> callers = flow.callers(function.get());
      if (callers.size() != 1) {
        sure &= callers.isEmpty() && !around.isEmpty();
        break;
      }
      calls.add(callers.get(0));
      at = callers.get(0).node();
    }
    Collections.reverse(loops);
    Collections.reverse(calls);
    return new LoopPath(List.copyOf(loops), List.copyOf(calls), sure);
  }

  /** Whether nothing between a node and its loop (or function) makes it run only sometimes. */
  private static boolean isUnconditional(Node node) {
    Node inner = node;
    for (Node outer : Statements.inFunction(node).toList()) {
      if (Statements.isLoop(outer)) {
        return inner.field().equals("body") && !leavesBefore(outer, node);
      }
      if (outer.is(
          "if_statement",
          "elif_clause",
          "else_clause",
          "match_statement",
          "except_clause",
          "conditional_expression",
          "boolean_operator")) {
        return isMainGuard(outer);
      }
      inner = outer;
    }
    return true;
  }

  private static boolean isMainGuard(Node node) {
    return node.is("if_statement") && node.get("condition").text().contains("__name__");
  }

  /** Whether a continue, break or return may end a round of the loop before the node is reached. */
  private static boolean leavesBefore(Node loop, Node node) {
    return loop.descendants()
        .filter(n -> n.is("continue_statement", "break_statement", "return_statement"))
        .filter(n -> n.start() < node.start())
        .anyMatch(n -> belongsTo(n, loop));
  }

  /** Whether a jump leaves that loop: it stands in no loop or function further in. */
  private static boolean belongsTo(Node jump, Node loop) {
    Optional<Node> nearest =
        jump.enclosing("for_statement", "while_statement", "function_definition", "lambda");
    boolean returns = jump.is("return_statement");
    return nearest.filter(n -> n == loop).isPresent()
        || (returns && Statements.loops(jump).contains(loop));
  }

  /** Whether some round of a loop may end early, or the loop stop before its end. */
  public static boolean mayBreak(Node loop) {
    return loop.descendants()
        .filter(n -> n.is("break_statement", "return_statement"))
        .anyMatch(n -> belongsTo(n, loop));
  }

  /** Whether this path starts with all loops of another. */
  public boolean isInside(LoopPath outer) {
    return loops.size() >= outer.loops.size()
        && loops.subList(0, outer.loops.size()).equals(outer.loops);
  }

  /** The loops of this path that another, outer one does not have. */
  public List<Node> inner(LoopPath outer) {
    return loops.subList(outer.loops.size(), loops.size());
  }
}
