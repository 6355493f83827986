package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.StepPlan.Clip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the clipping of gradients between a backward pass and a step. */
final class ClipPlanner {
  /** What is called where parameters are listed. */
  private static final Set<String> PLAIN =
      Set.of("parameters", "named_parameters", "list", "filter", "chain");

  private final TrainingProgram program;
  private final Places places;
  private final Clearing clearing;

  ClipPlanner(TrainingProgram program, Places places, Clearing clearing) {
    this.program = program;
    this.places = places;
    this.clearing = clearing;
  }

  /** The clippings between a backward pass and a step, in the block of the step. */
  List<Clip> between(Node optimizer, Node backward, Node step) throws Refusal {
    List<Clip> clips = new ArrayList<>();
    for (Facing facing : places.beside(step, Construct.CLIP).toList()) {
      Node statement = Statements.of(facing.node());
      boolean between =
          backward.start() < facing.node().start() && facing.node().start() < step.start();
      if (between) {
        Refusal.unless(StepPlan.beside(statement, step).isPresent(), Reasons.CLIP_CONDITIONAL);
        clips.add(clip(statement, Call.of(facing.node()).orElseThrow(), optimizer));
      }
    }
    return clips;
  }

  /** All clippings in the function of a step; none comes before its first backward pass. */
  List<Clip> beside(Step step, Node backward) throws Refusal {
    List<Clip> clips = new ArrayList<>();
    for (Facing facing : places.beside(step.statement(), Construct.CLIP).toList()) {
      Node statement = Statements.of(facing.node());
      Refusal.unless(backward.start() < statement.start(), Reasons.CLIP_CONDITIONAL);
      clips.add(clip(statement, Call.of(facing.node()).orElseThrow(), step.optimizer()));
    }
    return clips;
  }

  private Clip clip(Node statement, Call call, Node optimizer) throws Refusal {
    boolean byNorm = !call.name().equals("clip_grad_value_");
    Optional<Argument> bound = call.argument(1, byNorm ? "max_norm" : "clip_value");
    Optional<Argument> norm = byNorm ? call.argument(2, "norm_type") : Optional.empty();
    int understood = 1 + (bound.isPresent() ? 1 : 0) + (norm.isPresent() ? 1 : 0);
    Optional<Node> result = Pass.result(call.node());
    boolean plainNorm = byNorm && norm.isEmpty();
    Refusal.unless(
        Statements.isAlone(call.node()) || (result.isPresent() && plainNorm), Reasons.CLIP_RESULT);
    Refusal.unless(
        bound.isPresent() && call.arguments().size() == understood, Reasons.CLIP_ARGUMENTS);
    Optional<Node> clipped = call.positional(0).map(Argument::value);
    Refusal.unless(clipped.isPresent() && isAllOf(clipped.get(), optimizer), Reasons.CLIP_OTHERS);
    return new Clip(statement, byNorm, bound.get().value(), norm.map(Argument::value), result);
  }

  /** Whether an expression gives all parameters of an optimizer. */
  boolean isAllOf(Node parameters, Node optimizer) {
    if (isGiven(parameters, optimizer)) {
      return true;
    }
    Set<Node> origins =
        parameters.is("call") ? Set.of(parameters) : program.flow().origins(parameters);
    return origins.stream()
        .allMatch(
            o ->
                Call.of(o)
                        .filter(c -> c.name().equals("parameters"))
                        .flatMap(Call::receiver)
                        .filter(model -> clearing.clears(model, optimizer))
                        .filter(model -> !isPart(model, optimizer))
                        .isPresent()
                    || isOfGroups(o, optimizer));
  }

  /**
   * Whether an expression is the list that an optimizer is given, alone or as its one group, or
   * {@code optimizer.param_groups[0]["params"]} of it.
   */
  private boolean isGiven(Node parameters, Node optimizer) {
    Set<OptimizerSite> sites = program.optimizersOf(optimizer);
    boolean first =
        parameters
            .text()
            .matches(Pattern.quote(optimizer.text()) + "\\.param_groups\\[0]\\[[\"']params[\"']]");
    return !sites.isEmpty()
        && places.all().stream().noneMatch(f -> f.construct() == Construct.GROUP && adds(f))
        && sites.stream()
            .allMatch(
                site ->
                    site.params()
                        .map(a -> group(a.value()))
                        .filter(given -> first ? !holdsGroups(given) : isList(given, parameters))
                        .isPresent());
  }

  private static boolean adds(Facing facing) {
    return Call.of(facing.node()).filter(c -> c.name().equals("add_param_group")).isPresent();
  }

  /** What the one group of a list holds; what is no such list as it is. */
  private Node group(Node given) {
    return program
        .flow()
        .origin(given)
        .filter(o -> o.is("list") && o.children().size() == 1)
        .flatMap(o -> program.dictionary(o.children().get(0)))
        .flatMap(entries -> Optional.ofNullable(entries.get("params")))
        .orElse(given);
  }

  /** Whether an expression may give groups, not parameters alone. */
  private boolean holdsGroups(Node given) {
    return program.flow().origins(given).stream()
        .anyMatch(
            o ->
                !o.is("list_comprehension", "binary_operator", "call")
                    || o.descendants("dictionary").findAny().isPresent()
                    || !Call.in(o).map(Call::name).allMatch(PLAIN::contains));
  }

  /** Whether both are a list of parameters, which is there as often as it is asked for. */
  private boolean isList(Node given, Node parameters) {
    Set<Node> origins = program.flow().origins(given);
    return origins.equals(program.flow().origins(parameters))
        && origins.stream()
            .allMatch(
                o ->
                    o.is("list_comprehension")
                        || Call.of(o).filter(c -> c.name().equals("list")).isPresent())
        && origins.stream().allMatch(o -> o.descendants("dictionary").findAny().isEmpty());
  }

  /** Whether an optimizer is made with parameters of other models than one and its parts. */
  private boolean isPart(Node model, Node optimizer) {
    List<String> models = program.modelsOf(optimizer).toList();
    long own = models.stream().filter(m -> (m + ".").startsWith(model.text() + ".")).count();
    long roots = models.stream().map(m -> m.split("[.(\\[]", 2)[0]).distinct().count();
    return own == 0 ? roots > 1 : own < models.size();
  }

  /** {@code [p for group in optimizer.param_groups for p in group["params"]]}. */
  private static boolean isOfGroups(Node expression, Node optimizer) {
    return expression.is("list_comprehension", "generator_expression")
        && expression.descendants("if_clause").findAny().isEmpty()
        && expression
            .descendants("for_in_clause")
            .findFirst()
            .filter(c -> c.get("right").text().equals(optimizer.text() + ".param_groups"))
            .isPresent();
  }
}
