package dev.lockstep.porter.step;

import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands in front of a forward pass without being a part of it: models and losses that are
 * made, an optimizer, data, what is computed without gradients. It stays where it is.
 */
final class Setup {
  private static final Set<String> OF_MODELS =
      Set.of("train", "eval", "to", "cuda", "cpu", "apply", "load_state_dict", "requires_grad_");

  private final TrainingProgram program;
  private final Effects effects;
  private final DataOnly dataOnly;

  Setup(TrainingProgram program) {
    this.program = program;
    this.effects = new Effects(program.project());
    this.dataOnly = new DataOnly(program);
  }

  /**
   * Those of the statements for a loss that come when its optimizer has been made.
   *
   * @throws Refusal if one in front of it may compute a part of the loss
   */
  List<Node> behind(List<Node> needed, List<Node> suite, Node backward, Node optimizer)
      throws Refusal {
    int made = made(suite, backward, optimizer);
    Set<String> models = models(optimizer);
    for (Node statement : needed) {
      boolean builds = statement.start() >= made || builds(statement) || makes(statement, models);
      Refusal.unless(builds, Reasons.LOSS_BEFORE_OPTIMIZER);
    }
    return needed.stream().filter(s -> s.start() >= made).toList();
  }

  /** Whether a statement can run before the function whose gradients are taken. */
  boolean staysOutside(Node statement) {
    return dataOnly.holds(statement) || builds(statement) || isWithoutGradients(statement);
  }

  /** Whether a statement calls nothing but methods of some data, and what calls no model. */
  boolean isOf(Set<String> data, Node statement) {
    return statement.is("expression_statement")
        && statement.descendants("lambda").findAny().isEmpty()
        && Call.in(statement).allMatch(c -> dataOnly.isData(c) || isOf(data, c));
  }

  private static boolean isOf(Set<String> data, Call call) {
    return call.receiver()
        .flatMap(Effects::root)
        .filter(root -> data.contains(root.text()))
        .isPresent();
  }

  /** Whether a statement makes a tensor by a function of the framework: {@code torch.zeros(3)}. */
  boolean makesTensor(Node statement) {
    return Call.in(statement)
        .filter(dataOnly::isData)
        .anyMatch(
            c ->
                c.name().startsWith("new_")
                    || program
                        .qualified(c.callee())
                        .filter(n -> n.startsWith(program.framework().root() + "."))
                        .isPresent());
  }

  /** Where the last statement of a block ends that gives an optimizer its value; 0 if none does. */
  private int made(List<Node> suite, Node backward, Node optimizer) {
    List<Binding> bindings =
        Effects.root(optimizer)
            .map(root -> program.project().scopes(root).lookup(root))
            .orElse(List.of());
    return suite.stream()
        .filter(s -> s.end() <= backward.start())
        .filter(s -> bindings.stream().anyMatch(b -> s.contains(b.site())))
        .mapToInt(Node::end)
        .max()
        .orElse(0);
  }

  /** The names of the models whose parameters an optimizer has. */
  private Set<String> models(Node optimizer) {
    return program.models(optimizer).stream()
        .flatMap(Set::stream)
        .flatMap(m -> Effects.root(m).stream())
        .map(Node::text)
        .collect(Collectors.toSet());
  }

  private boolean makes(Node statement, Set<String> models) {
    Set<String> assigned = new HashSet<>(effects.assigned(statement));
    return !assigned.isEmpty() && models.containsAll(assigned);
  }

  /** Whether a statement makes objects and handles models, and surely calls none. */
  private boolean builds(Node statement) {
    return statement.is("expression_statement")
        && statement.descendants("lambda").findAny().isEmpty()
        && Call.in(statement).allMatch(c -> dataOnly.isData(c) || isMade(c) || isOfModel(c));
  }

  private boolean isMade(Call call) {
    Optional<Node> callee = program.flow().callee(call);
    return callee.isPresent()
        ? program.isModule(callee.get())
        : program.qualified(call.callee()).filter(n -> n.startsWith("torch.nn.")).isPresent()
            && call.isNamedAsClass();
  }

  private boolean isOfModel(Call call) {
    return OF_MODELS.contains(call.name())
        && call.receiver().filter(r -> program.isModel(r) || isSwitched(call, r)).isPresent();
  }

  /** Whether an object that is told {@code train()} or {@code eval()} is called in its function. */
  private static boolean isSwitched(Call mode, Node object) {
    return mode.name().matches("train|eval")
        && mode.arguments().isEmpty()
        && Statements.isAlone(mode.node())
        && Call.in(Statements.owner(object)).anyMatch(c -> c.callee().text().equals(object.text()));
  }

  /** {@code with torch.no_grad():} and nothing else. */
  boolean isWithoutGradients(Node statement) {
    List<Node> items =
        Stream.of(statement)
            .filter(s -> s.is("with_statement"))
            .flatMap(s -> s.children().stream())
            .filter(n -> n.is("with_clause"))
            .flatMap(n -> n.descendants("with_item"))
            .toList();
    return !items.isEmpty()
        && items.stream().map(i -> i.children().get(0)).allMatch(program::isWithoutGradients);
  }
}
