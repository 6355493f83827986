package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Scope;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes an expression of one place of a script so that it means the same at another: names stay if
 * both places see the same variable and it has its value by then; parameters become the arguments
 * of the calls that lead to the expression.
 */
public final class Translator {
  /** Names that mean the same everywhere. */
  private static final Set<String> BUILTINS = Set.of("len", "int", "float", "max", "min", "abs");

  private static final int MAX_DEPTH = 8;

  private final Flow flow;
  private final List<Call> calls;
  private final Node place;
  private final Effects effects;

  /**
   * A translator to a place.
   *
   * @param calls the calls that lead from there to the expressions
   */
  public Translator(Flow flow, List<Call> calls, Node place) {
    this.flow = flow;
    this.calls = calls;
    this.place = place;
    this.effects = new Effects(flow.project());
  }

  /** An expression as it is written at a place: as it is if it stands there. */
  public static Optional<String> written(Flow flow, Node expression, Node place) {
    return place.contains(expression)
        ? Optional.of(expression.text())
        : new Translator(flow, List.of(), place).translate(expression);
  }

  /** The expression as it is written at the place; empty if it has no meaning there. */
  public Optional<String> translate(Node expression) {
    return translate(expression, MAX_DEPTH);
  }

  private Optional<String> translate(Node expression, int depth) {
    StringBuilder out = new StringBuilder();
    int at = expression.start();
    for (Node name : effects.reads(expression).toList()) {
      Optional<String> translated = depth == 0 ? Optional.empty() : name(name, depth);
      if (translated.isEmpty()) {
        return Optional.empty();
      }
      out.append(expression.source().text(), at, name.start()).append(translated.get());
      at = name.end();
    }
    return Optional.of(out.append(expression.source().text(), at, expression.end()).toString());
  }

  private Optional<String> name(Node name, int depth) {
    Optional<Node> function = Statements.function(name);
    if (function.equals(Statements.function(place)) || isOfModule(name)) {
      return isBoundBefore(name) ? Optional.of(name.text()) : Optional.empty();
    }
    return argument(name, function).flatMap(value -> translate(value, depth - 1));
  }

  private boolean isOfModule(Node name) {
    Optional<Scope> binder = flow.project().scopes(name).at(name).binder(name.text());
    return binder.isEmpty() || binder.get().parent().isEmpty();
  }

  /** What the calls give to the parameter of that name. */
  private Optional<Node> argument(Node name, Optional<Node> function) {
    boolean parameter =
        flow.project().scopes(name).lookup(name).stream()
            .allMatch(b -> b.is(Binding.Kind.PARAMETER));
    return function.isEmpty() || !parameter
        ? Optional.empty()
        : calls.stream()
            .filter(call -> flow.callee(call).equals(function))
            .findFirst()
            .flatMap(call -> Flow.argument(function.get(), call, name.text()));
  }

  /** Whether a name means the same at the place, and has its only value by then. */
  private boolean isBoundBefore(Node name) {
    List<Binding> here = flow.project().scopes(place).at(place).lookup(name.text());
    if (here.isEmpty()) {
      return BUILTINS.contains(name.text());
    }
    List<Binding> there = flow.project().scopes(name).lookup(name);
    return here.equals(there) && here.stream().allMatch(this::hasValue);
  }

  /** Whether it only takes a name away; what reads the name does so before. */
  private static boolean isDeletion(Binding binding) {
    return Statements.of(binding.site()).is("delete_statement");
  }

  private boolean hasValue(Binding binding) {
    boolean elsewhere =
        !Statements.function(binding.site()).equals(Statements.function(place))
            && Statements.function(place).isPresent();
    return binding.is(Binding.Kind.PARAMETER)
        || binding.is(Binding.Kind.FUNCTION)
        || elsewhere
        || isDeletion(binding)
        || binding.site().start() < place.start();
  }
}
