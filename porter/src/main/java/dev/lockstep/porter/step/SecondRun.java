package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Statements that the step of one optimizer uses and the loss of the next as well: they stay, and
 * run again in the function of that loss, because no gradient flows back over the first run.
 */
final class SecondRun {
  private final TrainingProgram program;
  private final Places places;
  private final Effects effects;
  private final FunctionNames functionNames;
  private final Members members;
  private final GradientFlow flow;

  SecondRun(TrainingProgram program, Places places) {
    this.program = program;
    this.places = places;
    this.effects = new Effects(program.project());
    this.functionNames = new FunctionNames(program);
    this.members = new Members(program);
    this.flow = new GradientFlow(program);
  }

  /** Those of the statements that a loss needs that run twice. */
  List<Node> of(List<Node> suite, List<Node> needed, Node backward, Node optimizer) {
    int other = lastStep(suite, backward);
    List<Node> before = needed.stream().filter(s -> s.start() < other).toList();
    return flow.reaching(before, optimizer);
  }

  /**
   * A branch or loop with the last step before a backward pass makes nothing that gradients flow
   * through into its losses.
   *
   * @param slice the statements that the losses need
   * @throws Refusal if it may
   */
  void requireApart(List<Node> slice, List<Node> losses, Node optimizer, int other) throws Refusal {
    List<Node> before = slice.stream().filter(s -> s.start() <= other).toList();
    Set<String> read = new HashSet<>();
    Stream.concat(slice.stream().filter(s -> s.start() > other), losses.stream())
        .forEach(s -> read.addAll(flow.values(s)));
    for (Node statement : before) {
      if (statement.start() == other && !places.is(statement, Construct.STEP)) {
        Set<String> changed = members.changed(statement);
        boolean fed =
            flow.flowing(before, optimizer).stream()
                .map(Set::of)
                .anyMatch(n -> Members.overlap(n, changed) && Members.overlap(n, read));
        Refusal.unless(!fed, Reasons.SEVERAL_BACKWARDS);
      }
    }
  }

  /** Where the statement with the last step before a backward pass is; -1 if there is none. */
  int lastStep(List<Node> suite, Node backward) {
    return places
        .statements(Construct.STEP)
        .filter(step -> Places.sameFunction(step, backward))
        .flatMap(step -> suite.stream().filter(s -> s.contains(step)))
        .filter(s -> s.end() <= backward.start())
        .mapToInt(Node::start)
        .max()
        .orElse(-1);
  }

  /**
   * Statements that run again give the same: nothing that they read has been changed, by others or
   * by their own first run.
   *
   * @throws Refusal if something may have been
   */
  void requireSame(List<Node> suite, List<Node> copied, Node backward) throws Refusal {
    Refusal.unless(copied.isEmpty() || !goesOn(copied), Reasons.SEVERAL_BACKWARDS);
    for (Node copy : copied) {
      Set<String> read = members.read(copy);
      for (Node between : suite) {
        boolean later = copy.end() <= between.start() && between.end() <= backward.start();
        Refusal.unless(!later || !changes(between, read), Reasons.SEVERAL_BACKWARDS);
      }
    }
  }

  /** Whether statements start from what they left: {@code h = cell(x, h)}, {@code x.append(y)}. */
  private boolean goesOn(List<Node> copied) {
    List<String> taken = functionNames.inputs(copied, copied.get(0));
    Set<String> made = new HashSet<>();
    for (Node copy : copied) {
      boolean adds = added(copy).anyMatch(name -> !made.contains(name));
      if (adds || taken.stream().anyMatch(effects.assigned(copy)::contains)) {
        return true;
      }
      made.addAll(effects.assigned(copy));
    }
    return false;
  }

  /** The variables whose objects a statement changes from what they were. */
  private Stream<String> added(Node statement) {
    Stream<Node> calls =
        Call.in(statement)
            .filter(c -> Statements.isAlone(c.node()) && program.flow().callee(c).isEmpty())
            .flatMap(c -> c.receiver().stream());
    Stream<Node> parts =
        statement
            .descendants("augmented_assignment")
            .map(n -> n.get("left"))
            .filter(n -> !n.is("identifier"));
    return Stream.concat(calls, parts).flatMap(n -> Effects.root(n).stream()).map(Node::text);
  }

  private boolean changes(Node statement, Set<String> read) {
    return !places.is(statement, Construct.ZERO_GRAD)
        && !isFreezing(statement)
        && (Members.overlap(members.changed(statement), read) || updates(statement, read));
  }

  /** Whether a statement has the step of an optimizer whose models are read, or not known. */
  private boolean updates(Node statement, Set<String> read) {
    return places
        .of(Construct.STEP)
        .filter(f -> statement.contains(f.node()))
        .flatMap(f -> f.subject().stream())
        .map(flow::models)
        .anyMatch(models -> models.isEmpty() || Members.overlap(models, read));
  }

  /** Whether a statement does nothing but say what is trained. */
  static boolean isFreezing(Node statement) {
    return statement.children().stream()
        .flatMap(n -> Call.of(n).stream())
        .anyMatch(c -> c.name().matches("(set_)?requires_grad_?|toggle_grad|(un)?freeze(_\\w+)?"));
  }
}
