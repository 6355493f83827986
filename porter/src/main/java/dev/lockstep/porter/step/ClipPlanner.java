package dev.lockstep.porter.step;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.python.Value;
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
  private final ListedModels listed;
  private final LeftOut leftOut;

  ClipPlanner(TrainingProgram program, Places places, Clearing clearing) {
    this.program = program;
    this.places = places;
    this.clearing = clearing;
    this.listed = new ListedModels(program);
    this.leftOut = new LeftOut(program);
  }

  /** The clippings between a backward pass and a step, in the block of the step. */
  List<Clip> between(List<Node> optimizers, Node backward, Node step) throws Refusal {
    List<Clip> clips = new ArrayList<>();
    for (Facing facing : places.beside(step, Construct.CLIP).toList()) {
      Node statement = Statements.of(facing.node());
      boolean between =
          backward.start() < facing.node().start() && facing.node().start() < step.start();
      if (between) {
        Refusal.unless(StepPlan.beside(statement, step).isPresent(), Reasons.CLIP_CONDITIONAL);
        clips.add(clip(statement, Call.of(facing.node()).orElseThrow(), optimizers));
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
      Call call = Call.of(facing.node()).orElseThrow();
      clips.add(clip(statement, call, List.of(step.optimizer())));
    }
    return clips;
  }

  private Clip clip(Node statement, Call call, List<Node> optimizers) throws Refusal {
    String root = program.framework().root() + ".";
    boolean known = program.qualified(call.callee()).stream().allMatch(n -> n.startsWith(root));
    Refusal.unless(known && program.flow().callee(call).isEmpty(), Reasons.CLIP_OWN);
    boolean byNorm = !call.name().equals("clip_grad_value_");
    Optional<Argument> bound = call.argument(1, byNorm ? "max_norm" : "clip_value");
    Optional<Node> norm =
        (byNorm ? call.argument(2, "norm_type") : Optional.<Argument>empty())
            .map(Argument::value)
            .filter(n -> !isEuclidean(n));
    Optional<Node> result =
        Statements.isAlone(call.node()) ? Optional.empty() : Optional.of(call.node());
    Refusal.unless(
        result.isEmpty() || (byNorm && norm.isEmpty() && isEvaluatedFirst(call.node())),
        Reasons.CLIP_RESULT);
    Refusal.unless(
        bound.isPresent() && call.arguments().stream().skip(1).allMatch(a -> isUnderstood(a, call)),
        Reasons.CLIP_ARGUMENTS);
    Node clipped =
        call.positional(0).map(Argument::value).orElseThrow(() -> new Refusal(Reasons.CLIP_OTHERS));
    return new Clip(
        statement, byNorm, part(clipped, optimizers), bound.get().value(), norm, result);
  }

  private boolean isEuclidean(Node norm) {
    Value value = program.evaluator().value(norm);
    return value.known()
        && value.constant().filter(v -> v instanceof Number n && n.doubleValue() == 2).isPresent();
  }

  /** Whether an argument is the bound or the norm, or says nothing of the result. */
  private static boolean isUnderstood(Argument argument, Call clip) {
    return switch (argument.keyword()) {
      case "" ->
          argument.kind() == Argument.Kind.POSITIONAL && clip.arguments().indexOf(argument) <= 2;
      case "max_norm", "clip_value", "norm_type", "foreach" -> true;
      case "error_if_nonfinite" -> argument.value().is("false");
      default -> false;
    };
  }

  /** Whether a call runs whenever its statement does, which can follow what becomes of the call. */
  private static boolean isEvaluatedFirst(Node call) {
    return Statements.of(call).is("expression_statement")
        && call.ancestors()
            .takeWhile(n -> !n.is("expression_statement"))
            .noneMatch(
                n ->
                    n.is("lambda", "conditional_expression", "boolean_operator")
                        || n.kind().endsWith("_comprehension")
                        || n.is("generator_expression"));
  }

  /** What is clipped, if it is some of the optimizers' parameters and not all. */
  private Optional<Node> part(Node clipped, List<Node> optimizers) throws Refusal {
    boolean one = optimizers.size() == 1;
    if (one && isAllOf(clipped, optimizers.get(0))) {
      return Optional.empty();
    }
    Refusal.unless(isNeverAdded(), Reasons.CLIP_OTHERS);
    ListedModels.Cover cover = listed.cover(clipped, optimizers);
    Refusal.unless(cover != ListedModels.Cover.OTHERS, Reasons.CLIP_OTHERS);
    // Several optimizers may share parameters, whose gradients count once.
    return one && cover == ListedModels.Cover.ALL ? Optional.empty() : Optional.of(clipped);
  }

  /** Whether an expression gives all parameters of an optimizer. */
  boolean isAllOf(Node parameters, Node optimizer) {
    Optional<Node> whole = whole(parameters);
    if (whole.isPresent()) {
      return isAllOf(whole.get(), optimizer);
    }
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
                        .filter(model -> !leftOut.any(model, List.of(optimizer)))
                        .isPresent()
                    || isOfGroups(o, optimizer));
  }

  /** What {@code list(parameters)} is made of. */
  private static Optional<Node> whole(Node list) {
    return Call.of(list)
        .filter(c -> c.name().matches("list|tuple") && c.arguments().size() == 1)
        .map(c -> c.arguments().get(0).value());
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
        && isNeverAdded()
        && sites.stream()
            .allMatch(
                site ->
                    site.params()
                        .map(a -> group(a.value()))
                        .filter(given -> first ? !holdsGroups(given) : isList(given, parameters))
                        .isPresent());
  }

  /** Whether no optimizer of the file is given more parameters later. */
  private boolean isNeverAdded() {
    return places.all().stream().noneMatch(f -> f.construct() == Construct.GROUP && adds(f));
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
