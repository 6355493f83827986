package dev.lockstep.porter.rule;

import dev.lockstep.porter.program.Translator;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a variable runs over: in a loop, a comprehension, or the function of a {@code filter}.
 *
 * @param over the iterable
 * @param statement the statement that it runs in
 */
record ParameterRun(Node over, Node statement) {
  private static final int MAX_DEPTH = 4;

  /** The innermost run of a variable. */
  static Optional<ParameterRun> of(Node variable) {
    return variable.ancestors().flatMap(outer -> in(outer, variable).stream()).findFirst();
  }

  private static Optional<ParameterRun> in(Node outer, Node variable) {
    return switch (outer.kind()) {
      case "for_statement" ->
          isNamed(outer.get("left"), variable)
              ? Optional.of(new ParameterRun(outer.get("right"), outer))
              : Optional.empty();
      case "list_comprehension",
          "generator_expression",
          "set_comprehension",
          "dictionary_comprehension" ->
          outer.children().stream()
              .filter(c -> c.is("for_in_clause") && isNamed(c.get("left"), variable))
              .findFirst()
              .map(c -> new ParameterRun(c.get("right"), Statements.of(outer)));
      case "lambda" -> ofFunction(outer, variable);
      default -> Optional.empty();
    };
  }

  private static boolean isNamed(Node target, Node variable) {
    return target.text().equals(variable.text());
  }

  /** {@code filter(lambda x: ..., those)}. */
  private static Optional<ParameterRun> ofFunction(Node lambda, Node variable) {
    boolean own = lambda.find("parameters").filter(p -> isNamed(p, variable)).isPresent();
    return lambda
        .parent()
        .flatMap(Node::parent)
        .flatMap(Call::of)
        .filter(c -> own && c.name().equals("filter") && c.arguments().size() == 2)
        .map(c -> new ParameterRun(c.arguments().get(1).value(), Statements.of(lambda)));
  }

  /**
   * The model whose parameters it runs over, as written before the statement; empty if there are
   * several, or something else is listed, too.
   */
  Optional<String> model(FilePort port) {
    return model(port, over, MAX_DEPTH);
  }

  private Optional<String> model(FilePort port, Node list, int depth) {
    Set<String> models = new LinkedHashSet<>();
    for (Node origin : port.program().flow().origins(list)) {
      models.add(depth == 0 ? "" : ofOrigin(port, origin, depth - 1).orElse(""));
    }
    return models.size() == 1
        ? models.stream().filter(model -> !model.isEmpty()).findFirst()
        : Optional.empty();
  }

  private Optional<String> ofOrigin(FilePort port, Node origin, int depth) {
    if (origin.is("list_comprehension")) {
      return origin.children().stream()
          .filter(c -> c.is("for_in_clause"))
          .filter(c -> isNamed(c.get("left"), origin.get("body")))
          .findFirst()
          .flatMap(c -> model(port, c.get("right"), depth));
    }
    Optional<Call> call = Call.of(origin);
    Optional<Node> model =
        call.filter(c -> TrainableParams.LISTS.contains(c.name()))
            .flatMap(Call::receiver)
            .or(() -> optimized(port, origin))
            .filter(LossNetwork::isName);
    return model.isPresent()
        ? Translator.written(port.program().flow(), model.get(), statement)
        : call.flatMap(ParameterRun::listed).flatMap(n -> model(port, n, depth));
  }

  /** The model of {@code optimizer.parameters}, if they are of a single one. */
  private static Optional<Node> optimized(FilePort port, Node origin) {
    if (!origin.is("attribute") || !origin.get("attribute").text().equals("parameters")) {
      return Optional.empty();
    }
    List<Node> models =
        port.plans().of(origin.get("object")).stream()
            .flatMap(plan -> plan.groups().parameterCalls().stream())
            .flatMap(node -> Call.of(node).flatMap(Call::receiver).stream())
            .toList();
    boolean same = models.stream().map(Node::text).distinct().count() == 1;
    return models.stream().filter(model -> same).findFirst();
  }

  /** What a call hands on: {@code list(those)}. */
  private static Optional<Node> listed(Call call) {
    int count = call.arguments().size();
    boolean filters = call.name().equals("filter") && count == 2;
    boolean copies = call.name().matches("list|tuple") && count == 1;
    return filters || copies ? call.positional(count - 1).map(Argument::value) : Optional.empty();
  }
}
