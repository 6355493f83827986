package dev.lockstep.porter.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates expressions as far as they are constant: literals, names and attributes with one
 * origin, arithmetic, and options of {@code argparse} by their defaults.
 */
public final class Evaluator {
  private static final int MAX_DEPTH = 24;

  private final Flow flow;
  private final ArgparseDefaults options;
  private final Map<Node, Value> memo = new HashMap<>();

  /** An evaluator of the values that flow through a project. */
  public Evaluator(Flow flow) {
    this.flow = flow;
    this.options = new ArgparseDefaults(flow.project());
  }

  /** What is known of an expression. */
  public Value value(Node expression) {
    Value known = memo.get(expression);
    if (known == null) {
      known = value(expression, MAX_DEPTH);
      memo.put(expression, known);
    }
    return known;
  }

  private Value value(Node node, int depth) {
    if (depth == 0) {
      return Value.UNKNOWN;
    }
    return switch (node.kind()) {
      case "integer", "float" -> number(node.text());
      case "true" -> Value.of(true);
      case "false" -> Value.of(false);
      case "none" -> Value.of(Value.NONE);
      case "string", "concatenated_string" ->
          Text.string(node).map(Value::of).orElse(Value.UNKNOWN);
      case "parenthesized_expression" ->
          node.children().size() == 1 ? value(node.children().get(0), depth - 1) : Value.UNKNOWN;
      case "unary_operator" -> unary(node, depth);
      case "conditional_expression" -> chosen(node, depth);
      case "binary_operator" -> binary(node, depth);
      case "tuple", "list" -> elements(node, depth);
      case "identifier" -> named(node, depth);
      case "attribute" -> attribute(node, depth);
      case "call" -> called(node, depth);
      default -> Value.UNKNOWN;
    };
  }

  private static Value number(String literal) {
    String plain = literal.replace("_", "").toLowerCase(Locale.ROOT);
    try {
      if (plain.startsWith("0x")) {
        return Value.of(Long.parseLong(plain.substring(2), 16));
      }
      return plain.matches("[0-9]+") ? Value.of(Long.parseLong(plain)) : decimal(plain);
    } catch (NumberFormatException e) {
      return Value.UNKNOWN;
    }
  }

  private static Value decimal(String plain) {
    return plain.matches("[0-9.]+(e[-+]?[0-9]+)?")
        ? Value.of(Double.parseDouble(plain))
        : Value.UNKNOWN;
  }

  private Value unary(Node node, int depth) {
    Value argument = value(node.get("argument"), depth - 1);
    if (argument.number().isEmpty()) {
      return Value.UNKNOWN;
    }
    String operator = node.get("operator").text();
    if (operator.equals("+")) {
      return argument;
    }
    if (!operator.equals("-")) {
      return Value.UNKNOWN;
    }
    Object constant = argument.constant().orElseThrow();
    Object negative =
        constant instanceof Long l ? (Object) Math.negateExact(l) : -((Double) constant);
    return new Value(Optional.of(negative), argument.overridable());
  }

  private Value binary(Node node, int depth) {
    Value left = value(node.get("left"), depth - 1);
    Value right = value(node.get("right"), depth - 1);
    if (left.number().isEmpty() || right.number().isEmpty()) {
      return Value.UNKNOWN;
    }
    boolean whole =
        left.constant().orElseThrow() instanceof Long
            && right.constant().orElseThrow() instanceof Long;
    double result =
        arithmetic(
            node.get("operator").text(), left.number().getAsDouble(), right.number().getAsDouble());
    boolean long_ =
        whole
            && !node.get("operator").text().equals("/")
            && result == Math.rint(result)
            && Math.abs(result) < 1e15;
    if (Double.isNaN(result)) {
      return Value.UNKNOWN;
    }
    Object constant = long_ ? (Object) (long) result : (Object) result;
    return new Value(Optional.of(constant), left.overridable() || right.overridable());
  }

  /** {@code a if condition else b}. */
  private Value chosen(Node node, int depth) {
    Value condition = value(node.children().get(1), depth - 1);
    if (!condition.known() || !(condition.constant().orElseThrow() instanceof Boolean taken)) {
      return Value.UNKNOWN;
    }
    Value value = value(node.children().get(taken ? 0 : 2), depth - 1);
    return condition.overridable() && value.known() ? value.asDefault() : value;
  }

  /** Python's arithmetic on numbers; NaN for what it refuses. */
  private static double arithmetic(String operator, double left, double right) {
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> right == 0 ? Double.NaN : left / right;
      case "//" -> right == 0 ? Double.NaN : Math.floor(left / right);
      case "%" -> right == 0 ? Double.NaN : left - right * Math.floor(left / right);
      case "**" -> Math.pow(left, right);
      default -> Double.NaN;
    };
  }

  private Value elements(Node node, int depth) {
    List<Value> values = new ArrayList<>();
    boolean overridable = false;
    for (Node child : node.children()) {
      Value value = value(child, depth - 1);
      values.add(value);
      overridable |= value.overridable() || !value.known();
    }
    return new Value(Optional.of(values), overridable);
  }

  private Value named(Node name, int depth) {
    List<Binding> bindings = flow.project().scopes(name).lookup(name);
    boolean changed = bindings.stream().anyMatch(b -> b.is(Binding.Kind.AUGMENT));
    boolean parameter = bindings.stream().anyMatch(b -> b.is(Binding.Kind.PARAMETER));
    Value value = changed ? Value.UNKNOWN : origins(name, depth);
    return parameter && value.known() ? value.asDefault() : value;
  }

  private Value origins(Node expression, int depth) {
    Value result = Value.UNKNOWN;
    Set<Node> origins = flow.origins(expression);
    for (Node origin : origins) {
      Value value = origin == expression ? Value.UNKNOWN : value(origin, depth - 1);
      boolean first = origins.iterator().next() == origin;
      if (!value.known() || (!first && !value.constant().equals(result.constant()))) {
        return Value.UNKNOWN;
      }
      result = result.overridable() ? value.asDefault() : value;
    }
    return result;
  }

  private Value attribute(Node node, int depth) {
    if (flow.project().qualified(node).filter("math.pi"::equals).isPresent()) {
      return Value.of(Math.PI);
    }
    Optional<Node> origin = flow.origin(node.get("object"));
    if (origin.isPresent() && ArgparseDefaults.isParsed(origin.get())) {
      return options
          .of(node.get("attribute").text())
          .map(n -> value(n, depth - 1).asDefault())
          .orElse(Value.UNKNOWN);
    }
    return origins(node, depth);
  }

  /** Conversions of one argument: {@code float("1e-3")}, {@code int(x)}. */
  private Value called(Node node, int depth) {
    Call call = Call.of(node).orElseThrow();
    if (!call.callee().is("identifier") || call.arguments().size() != 1) {
      return Value.UNKNOWN;
    }
    Value argument = value(call.arguments().get(0).value(), depth - 1);
    if (!argument.known()) {
      return Value.UNKNOWN;
    }
    Object constant = argument.constant().orElseThrow();
    if (call.name().equals("float")) {
      Value number =
          constant instanceof String s ? decimal(s.strip().toLowerCase(Locale.ROOT)) : argument;
      return number.number().isPresent()
          ? new Value(Optional.of(number.number().getAsDouble()), argument.overridable())
          : Value.UNKNOWN;
    }
    return call.name().equals("int") && argument.number().isPresent()
        ? new Value(Optional.of((long) argument.number().getAsDouble()), argument.overridable())
        : Value.UNKNOWN;
  }
}
