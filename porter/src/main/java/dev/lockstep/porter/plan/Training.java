package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Framework;
import dev.lockstep.porter.program.MindSpore;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which code runs while an optimizer is in use: in a loop that steps it, or between two statements
 * that do, whether the step stands there or in a function that is called.
 */
public final class Training {
  /** Longer chains of calls are not followed. */
  private static final int MAX_CALLS = 4;

  private final Survey survey;
  private final Flow flow;
  private final Map<Construct, Set<Node>> reaching = new HashMap<>();
  private Optional<Map<String, List<Call>>> unfollowed = Optional.empty();

  Training(Survey survey) {
    this.survey = survey;
    this.flow = survey.program().flow();
  }

  /** Whether a place is reached while an optimizer is in use. */
  public boolean isDuring(Node place) {
    return isDuring(place, MAX_CALLS);
  }

  private boolean isDuring(Node place, int depth) {
    return isIn(place)
        || Statements.function(place).stream()
            .filter(f -> depth > 0 && f.is("function_definition"))
            .flatMap(this::callers)
            .anyMatch(call -> isDuring(call.node(), depth - 1));
  }

  /** Whether the function around a place steps an optimizer before the place and after it. */
  public boolean isIn(Node place) {
    return loop(place).isPresent() || isBetween(place);
  }

  /**
   * The outermost loop around a place, in its function, that steps an optimizer which it does not
   * build, or only under a condition.
   */
  public Optional<Node> loop(Node place) {
    return Statements.loops(place).stream()
        .filter(loop -> reaches(loop, Construct.STEP) && !builds(loop))
        .reduce((inner, outer) -> outer);
  }

  /** Whether an optimizer is built before a place, in its block, and does not step in between. */
  public boolean isNew(Node construction, Node place) {
    Node statement = Statements.of(place);
    List<Node> suite = Statements.siblings(statement);
    int built = suite.indexOf(Statements.of(construction));
    int at = suite.indexOf(statement);
    return built >= 0 && built < at && suite.subList(built + 1, at).stream().noneMatch(this::steps);
  }

  private boolean isBetween(Node place) {
    Node statement = Statements.of(place);
    List<Node> suite = Statements.siblings(statement);
    int at = suite.indexOf(statement);
    Optional<Node> next = first(suite.subList(at + 1, suite.size()), this::steps);
    Predicate<Node> builds = s -> !isDefinition(s) && reaches(s, Construct.OPTIMIZER);
    return next.isPresent()
        && suite.subList(0, at).stream().anyMatch(this::steps)
        && suite.subList(at + 1, suite.indexOf(next.get()) + 1).stream().noneMatch(builds);
  }

  /** Whether a statement steps an optimizer, itself or in a function that it calls. */
  public boolean steps(Node statement) {
    return !isDefinition(statement) && reaches(statement, Construct.STEP);
  }

  private static boolean isDefinition(Node statement) {
    return statement.is("function_definition", "class_definition", "decorated_definition");
  }

  private static Optional<Node> first(List<Node> statements, Predicate<Node> wanted) {
    return statements.stream().filter(wanted).findFirst();
  }

  /**
   * Whether each pass of a loop builds an optimizer: not if it only changes to one at some time.
   */
  private boolean builds(Node loop) {
    return reaching.computeIfAbsent(Construct.OPTIMIZER, this::places).stream()
        .anyMatch(place -> loop.contains(place) && !isLater(place, loop));
  }

  /** Whether a place stands under a condition that has no other branch. */
  private static boolean isLater(Node place, Node loop) {
    return Stream.iterate(place, n -> n != loop, n -> n.parent().orElse(loop))
        .anyMatch(n -> n.is("if_statement") && n.find("alternative").isEmpty());
  }

  /** Whether code holds such a place, or calls a function that does. */
  private boolean reaches(Node code, Construct construct) {
    return reaching.computeIfAbsent(construct, this::places).stream().anyMatch(code::contains);
  }

  private Set<Node> places(Construct construct) {
    Stream<Node> places =
        survey.facings().filter(f -> f.construct() == construct).map(f -> f.node());
    Stream<Node> ported = construct == Construct.OPTIMIZER ? ported() : Stream.empty();
    return reaching(Stream.concat(places, ported).toList());
  }

  /** The optimizers of MindSpore in files of which an earlier port has left a part. */
  private Stream<Node> ported() {
    Framework framework = Framework.of(MindSpore.ROOT);
    TrainingProgram program = survey.program();
    if (program.framework().root().equals(MindSpore.ROOT)) {
      return Stream.empty(); // They are among the facings.
    }
    return program.project().files().stream()
        .flatMap(file -> Call.in(file.root()))
        .filter(c -> program.qualified(c.callee()).filter(framework::isOptimizer).isPresent())
        .map(Call::node);
  }

  /** Some places, and the calls of the functions that they stand in. */
  public Set<Node> reaching(List<Node> some) {
    Set<Node> places = new LinkedHashSet<>();
    List<Node> open = some;
    while (!open.isEmpty()) {
      open =
          open.stream()
              .filter(places::add)
              .flatMap(n -> Statements.function(n).stream())
              .flatMap(this::callers)
              .map(Call::node)
              .toList();
    }
    return places;
  }

  /** The calls of a function, those among them whose object is known by its class only. */
  private Stream<Call> callers(Node function) {
    Optional<Node> owner = Flow.methodOwner(function);
    Stream<Call> further =
        owner.stream()
            .flatMap(o -> unfollowed(function.get("name").text()).stream())
            .filter(c -> c.receiver().flatMap(flow::instanceOf).equals(owner));
    return Stream.concat(flow.callers(function).stream(), further);
  }

  /** The calls of a method of that name that do not say whose it is. */
  private List<Call> unfollowed(String name) {
    if (unfollowed.isEmpty()) {
      Map<String, List<Call>> calls = new HashMap<>();
      for (PythonFile file : survey.program().project().files()) {
        Call.in(file.root())
            .filter(call -> call.receiver().isPresent() && flow.callee(call).isEmpty())
            .forEach(c -> calls.computeIfAbsent(c.name(), n -> new ArrayList<>(1)).add(c));
      }
      unfollowed = Optional.of(calls);
    }
    return unfollowed.get().getOrDefault(name, List.of());
  }
}
