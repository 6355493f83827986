package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A function of the script that computes a loss and calls its {@code backward()}: the method {@code
 * backward_G} of many GANs. It becomes a function that returns the loss; its call is a backward
 * pass of the function around it.
 *
 * @param function the function
 * @param backward its statement {@code loss.backward()}, or the call of another such function
 * @param loss the expression that it is to return
 */
public record LossFunction(Node function, Node backward, Node loss) {
  private static final int MAX_DEPTH = 3;

  /** All of a file, inner ones first. */
  static List<LossFunction> of(TrainingProgram program, List<Facing> facings) {
    List<LossFunction> found = new ArrayList<>();
    List<Node> backwards =
        facings.stream()
            .filter(f -> f.construct() == Construct.BACKWARD)
            .map(Facing::node)
            .toList();
    for (int depth = 0; depth < MAX_DEPTH && !backwards.isEmpty(); depth++) {
      List<Node> calls = new ArrayList<>();
      Set<Node> seen = new HashSet<>();
      for (Node backward : backwards) {
        Optional<Node> function = Statements.function(backward).filter(seen::add);
        function
            .flatMap(f -> of(program, facings, found, f))
            .ifPresent(
                loss -> {
                  found.add(loss);
                  program.flow().callers(loss.function).forEach(c -> calls.add(c.node()));
                });
      }
      backwards = calls;
    }
    return List.copyOf(found);
  }

  private static Optional<LossFunction> of(
      TrainingProgram program, List<Facing> facings, List<LossFunction> inner, Node function) {
    List<Facing> here =
        facings.stream()
            .filter(f -> Statements.function(f.node()).filter(n -> n == function).isPresent())
            .toList();
    List<Node> passes = new ArrayList<>();
    here.stream().filter(LossFunction::isPass).map(Facing::node).forEach(passes::add);
    inner.stream()
        .flatMap(i -> program.flow().callers(i.function).stream())
        .map(Call::node)
        .filter(c -> Statements.function(c).filter(n -> n == function).isPresent())
        .forEach(passes::add);
    boolean plain =
        passes.size() == 1
            && here.stream().allMatch(f -> isPass(f) || f.construct() == Construct.LR_READ)
            && GradientUses.in(program, function.get("body")).findAny().isEmpty()
            && isCalledAlone(program, function);
    return plain ? of(program, inner, function, passes.get(0)) : Optional.empty();
  }

  private static boolean isPass(Facing facing) {
    return facing.construct() == Construct.BACKWARD;
  }

  private static Optional<LossFunction> of(
      TrainingProgram program, List<LossFunction> inner, Node function, Node pass) {
    Node statement = Statements.of(pass);
    boolean last = last(statement) == statement;
    boolean direct =
        inner.stream()
            .noneMatch(
                i -> Call.of(pass).flatMap(program.flow()::callee).equals(Optional.of(i.function)));
    Optional<Node> loss =
        direct
            ? Call.of(pass)
                .filter(c -> c.arguments().stream().allMatch(Losses::isPlain))
                .filter(c -> Statements.isAlone(pass))
                .flatMap(Call::receiver)
            : target(pass);
    boolean inBody = Statements.suite(statement) == function.get("body");
    return loss.filter(l -> inBody && !Flow.isSelf(l) && isReturnable(function, statement, l, last))
        .map(l -> new LossFunction(function, statement, l));
  }

  /** The variable that gets the loss of a call; the call itself if it stands alone. */
  static Optional<Node> target(Node call) {
    if (Statements.isAlone(call)) {
      return Optional.of(call);
    }
    return Pass.result(call);
  }

  /** Whether a loss can be returned at the end, and nothing else is. */
  private static boolean isReturnable(Node function, Node statement, Node loss, boolean last) {
    List<Node> returns =
        function
            .descendants("return_statement")
            .filter(r -> Statements.function(r).filter(f -> f == function).isPresent())
            .toList();
    boolean named = loss.is("identifier", "attribute");
    List<Node> behind =
        Statements.siblings(statement).stream()
            .filter(s -> Statements.isStatement(s) && s.start() > statement.start())
            .toList();
    boolean returned =
        returns.isEmpty()
            || (returns.size() == 1
                && behind.get(behind.size() - 1) == returns.get(0)
                && returns.get(0).children().size() == 1
                && returns.get(0).children().get(0).text().equals(loss.text()));
    boolean kept =
        behind.stream()
            .flatMap(s -> s.descendants().filter(n -> n.is("assignment", "augmented_assignment")))
            .noneMatch(a -> a.get("left").text().equals(loss.text()));
    return function.descendants("yield").findAny().isEmpty()
        && (last ? returns.isEmpty() : named && returned && kept);
  }

  /** Whether it is called in its own file only, each time as a statement or for its result. */
  private static boolean isCalledAlone(TrainingProgram program, Node function) {
    List<Call> calls = program.flow().callers(function);
    return !calls.isEmpty()
        && calls.stream()
            .allMatch(c -> c.node().source() == function.source() && target(c.node()).isPresent());
  }

  /** Whether a return has to be written, because the function has none. */
  public boolean returnsNothing() {
    return Flow.returns(function).isEmpty();
  }

  /** The last statement of the function. */
  public Node last() {
    return last(backward);
  }

  private static Node last(Node statement) {
    List<Node> body = Statements.siblings(statement);
    return body.stream().filter(Statements::isStatement).reduce(statement, (a, b) -> b);
  }
}
