package dev.lockstep.porter.step;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which values gradients flow through, from the models of an optimizer on. */
final class GradientFlow {
  /** Statements whose parts run in the same round as they do. */
  static final String[] BRANCHES = {"if_statement", "with_statement", "try_statement"};

  private final TrainingProgram program;
  private final Effects effects;
  private final DataOnly dataOnly;
  private final Setup setup;
  private final Members members;

  GradientFlow(TrainingProgram program) {
    this.program = program;
    this.effects = new Effects(program.project());
    this.dataOnly = new DataOnly(program);
    this.setup = new Setup(program);
    this.members = new Members(program);
  }

  /** What goes into a node with its gradients: variables, and attributes of the object. */
  Set<String> values(Node node) {
    Set<String> found = names(node);
    found.removeIf(Members::isOwn);
    members.read(node).stream().filter(Members::isOwn).forEach(found::add);
    return found;
  }

  /** What statements give values that depend on the models of an optimizer. */
  Set<String> flowing(List<Node> slice, Node optimizer) {
    Map<String, Node> flowing = new HashMap<>();
    List<Node> parts = slice.stream().flatMap(this::leaves).toList();
    reaching(parts, setup::staysOutside, optimizer, flowing);
    return flowing.keySet();
  }

  /** A statement, or those in its branches. */
  private Stream<Node> leaves(Node statement) {
    boolean whole = !statement.is(BRANCHES) || setup.staysOutside(statement);
    return whole
        ? Stream.of(statement)
        : statement
            .descendants("block")
            .filter(b -> b.enclosing(BRANCHES).filter(n -> n == statement).isPresent())
            .flatMap(b -> b.children().stream())
            .flatMap(this::leaves);
  }

  /** Those of some statements in order that use the optimizer's models, or what others made so. */
  List<Node> reaching(List<Node> statements, Node optimizer) {
    return reaching(statements, dataOnly::holds, optimizer, new HashMap<>());
  }

  /**
   * Those of some statements in order that use the optimizer's models, or what others made so.
   *
   * @param outside what does not compute, though it reads models
   * @param flowing gets the names that gradients flow through in the end, with the statements that
   *     made it so
   */
  private List<Node> reaching(
      List<Node> statements, Predicate<Node> outside, Node optimizer, Map<String, Node> flowing) {
    Set<String> models = models(optimizer);
    List<Node> reaching = new ArrayList<>();
    for (Node statement : statements) {
      Set<String> read = values(statement);
      boolean direct = models.isEmpty() || Members.overlap(read, models);
      boolean further =
          Members.overlap(read, flowing.keySet()) && !setup.isWithoutGradients(statement);
      if (further || (direct && !outside.test(statement))) {
        reaching.add(statement);
        members.changed(statement).stream()
            .filter(name -> !models.contains(name))
            .forEach(name -> flowing.put(name, statement));
      } else {
        flowing.entrySet().removeIf(e -> replaces(statement, e.getKey(), e.getValue()));
      }
    }
    return reaching;
  }

  /** Whether a statement surely gives a name another value than an earlier one did. */
  private static boolean replaces(Node statement, String name, Node earlier) {
    return Statements.suite(statement).contains(earlier) && Effects.surelyAssigns(statement, name);
  }

  /**
   * The models of an optimizer, as its object names them, or the object that holds it; empty if
   * they cannot be told.
   */
  Set<String> models(Node optimizer) {
    if (program.models(optimizer).isEmpty()
        && optimizer.is("attribute")
        && !Flow.isSelf(optimizer.get("object"))) {
      return Set.of(optimizer.get("object").text());
    }
    return program.models(optimizer).stream()
        .flatMap(Set::stream)
        .map(Node::text)
        .collect(Collectors.toSet());
  }

  /** The names whose values, gradients and all, go into a node; what is detached does not count. */
  Set<String> names(Node node) {
    Set<String> names = new LinkedHashSet<>();
    effects.reads(node).filter(n -> !isDetached(n, node)).forEach(n -> names.add(n.text()));
    return names;
  }

  private static boolean isDetached(Node identifier, Node within) {
    return identifier
        .ancestors()
        .takeWhile(n -> n != within && !Statements.isStatement(n))
        .flatMap(n -> Call.of(n).stream())
        .anyMatch(
            c ->
                Set.of("detach", "item", "numpy", "size").contains(c.name())
                    && c.receiver().filter(r -> r.contains(identifier)).isPresent());
  }
}
