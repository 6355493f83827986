package dev.lockstep.porter.plan;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.plan.OptimizerPlan.Lookup;
import dev.lockstep.porter.program.MindSpore;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an optimizer of MindSpore is given as its learning rate.
 *
 * @param kind of its own rate
 * @param perGroup whether a group may have a rate of its own, and not all rates are numbers
 * @param refusal why its rate cannot be given to an optimizer of torch; empty if it can
 */
record Rates(Kind kind, boolean perGroup, Optional<Text> refusal) {
  private static final int MAX_DEPTH = 8;

  /** The forms of a rate, the ones that ask for more last. */
  enum Kind {
    /** A number. */
    NUMBER,
    /** A list of the rates of all steps. */
    LIST,
    /** Made by code that is not there: a number or a list. */
    UNSEEN,
    /** A Cell of MindSpore's own whose formula is known. */
    FUNCTION,
    /** A Cell that computes the rate of a step. */
    CELL
  }

  static Rates of(OptimizerSite site, Groups groups, TrainingProgram program) {
    if (!program.framework().root().equals(MindSpore.ROOT)) {
      return new Rates(Kind.NUMBER, false, Optional.empty());
    }
    Kind own =
        site.bound()
            .value("learning_rate")
            .map(value -> kind(value, program, MAX_DEPTH))
            .orElse(Kind.NUMBER);
    List<Kind> inGroups =
        groups.groups().values().stream()
            .flatMap(Rates::rate)
            .map(value -> kind(value, program, MAX_DEPTH))
            .toList();
    boolean varies = own != Kind.NUMBER || inGroups.stream().anyMatch(k -> k != Kind.NUMBER);
    boolean mayDiffer = !inGroups.isEmpty() || groups.unseen();
    boolean perGroup = varies && mayDiffer;
    return new Rates(own, perGroup, refusal(varies, own, site));
  }

  /**
   * Whether a weight decay, the optimizer's or a group's, is a Cell that computes that of a step.
   */
  static boolean areForDecay(OptimizerSite site, Groups groups, TrainingProgram program) {
    return program.framework().root().equals(MindSpore.ROOT)
        && Stream.concat(
                site.bound().value("weight_decay").stream(),
                groups.groups().values().stream()
                    .flatMap(g -> Optional.ofNullable(g.get("weight_decay")).stream()))
            .map(value -> kind(value, program, MAX_DEPTH))
            .anyMatch(k -> k == Kind.FUNCTION || k == Kind.CELL);
  }

  /** How a scheduler of the port finds the rate; empty if the optimizer gets a number. */
  Optional<Lookup> lookup() {
    if (perGroup) {
      return Optional.of(Lookup.GROUPS);
    }
    return switch (kind) {
      case LIST -> Optional.of(Lookup.LIST);
      case UNSEEN -> Optional.of(Lookup.LIST_OR_NUMBER);
      case FUNCTION -> Optional.of(Lookup.FUNCTION);
      case NUMBER, CELL -> Optional.empty();
    };
  }

  private static Stream<Node> rate(Map<String, Node> group) {
    return Optional.ofNullable(group.get("lr")).stream();
  }

  private static Optional<Text> refusal(boolean varies, Kind own, OptimizerSite site) {
    if (own == Kind.CELL) {
      return Optional.of(Why.RATE_CELL);
    }
    return varies && !hasRoom(site) ? Optional.of(Why.RATE_PLACE) : Optional.empty();
  }

  /** Whether the construction is the whole value of an assignment to one name, or of a return. */
  static boolean hasRoom(OptimizerSite site) {
    Node statement = Statements.of(site.node());
    Node parent = site.node().parent().orElse(statement);
    boolean alone = Statements.startsLine(statement) && Statements.endsLine(statement);
    boolean assigned =
        parent.is("assignment")
            && parent.get("left").is("identifier", "attribute")
            && parent.parent().filter(p -> p == statement).isPresent();
    return alone && (assigned || (parent == statement && parent.is("return_statement")));
  }

  private static Kind kind(Node value, TrainingProgram program, int depth) {
    Set<Kind> kinds =
        program.flow().origins(value).stream()
            .map(origin -> ofOrigin(origin, program, depth))
            .collect(Collectors.toSet());
    boolean mixed = kinds.contains(Kind.FUNCTION) && kinds.size() > 1;
    return mixed && !kinds.contains(Kind.CELL)
        ? Kind.UNSEEN
        : kinds.stream().max(Comparator.naturalOrder()).orElse(Kind.NUMBER);
  }

  private static Kind ofOrigin(Node origin, TrainingProgram program, int depth) {
    if (depth == 0 || program.evaluator().value(origin).number().isPresent()) {
      return Kind.NUMBER;
    }
    return switch (origin.kind()) {
      case "list", "tuple", "list_comprehension" -> Kind.LIST;
      case "binary_operator" ->
          max(
              kind(origin.get("left"), program, depth - 1),
              kind(origin.get("right"), program, depth - 1));
      case "subscript" ->
          origin.descendants("slice").findAny().isPresent() ? Kind.LIST : Kind.NUMBER;
      case "call" -> ofCall(Call.of(origin).orElseThrow(), program, depth);
      default -> Kind.NUMBER;
    };
  }

  private static Kind max(Kind a, Kind b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Kind ofCall(Call call, TrainingProgram program, int depth) {
    String full = program.canonical(call.callee()).orElse(call.name());
    if (full.matches("float|int|max|min|abs|round|pow|math\\..*|os\\..*")) {
      return Kind.NUMBER;
    }
    if (isContainer(call, program)) {
      return ofWrapped(call, program, depth);
    }
    if (full.matches("mindspore\\.nn\\.\\w+_lr") || full.startsWith("numpy.")) {
      return Kind.LIST;
    }
    Optional<Node> callee = program.flow().callee(call);
    if (callee.filter(c -> isSchedule(c, program)).isPresent()) {
      return Kind.FUNCTION;
    }
    boolean cell = callee.filter(c -> c.is("class_definition")).isPresent();
    boolean known =
        program.schedulers().stream()
            .filter(s -> s.node() == call.node())
            .anyMatch(s -> StepFormula.of(s, program, name -> name).isPresent());
    Kind schedule = known ? Kind.FUNCTION : Kind.CELL;
    return cell || full.matches("mindspore\\..*LR") ? schedule : Kind.UNSEEN;
  }

  private static boolean isContainer(Call call, TrainingProgram program) {
    return program
        .canonical(call.callee())
        .orElse(call.name())
        .matches("(.*\\.)?(Tensor|tensor|array|list|concatenate|asarray|astype)");
  }

  /** Whether a class of the script is a schedule of its own. */
  private static boolean isSchedule(Node type, TrainingProgram program) {
    return type.is("class_definition")
        && program
            .scheduleBase(type)
            .flatMap(program::qualified)
            .filter(base -> base.startsWith(MindSpore.ROOT))
            .isPresent();
  }

  /**
   * A container of a number is a number; of what cannot be told, either; of anything else a list.
   */
  private static Kind ofWrapped(Call call, TrainingProgram program, int depth) {
    Optional<Node> inner =
        call.positional(0)
            .map(Argument::value)
            .or(() -> call.receiver().filter(r -> !Flow.isSelf(r)));
    Optional<Call> nested = inner.flatMap(Call::of).filter(c -> isContainer(c, program));
    if (nested.isPresent() && depth > 1) {
      return ofWrapped(nested.get(), program, depth - 1);
    }
    boolean number =
        inner.filter(n -> program.evaluator().value(n).number().isPresent()).isPresent();
    Kind within = inner.map(n -> kind(n, program, depth - 1)).orElse(Kind.LIST);
    return number
        ? Kind.NUMBER
        : switch (within) {
          case CELL -> Kind.CELL;
          case NUMBER -> Kind.UNSEEN;
          default -> Kind.LIST;
        };
  }
}
