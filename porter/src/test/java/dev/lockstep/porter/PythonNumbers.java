package dev.lockstep.porter;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the expressions that ports write for rates as Python does: numbers (all of them
 * doubles), lists, functions of numbers.
 */
final class PythonNumbers {
  /** A function of Python. */
  interface Function {
    Object apply(List<Object> arguments);
  }

  private static final Map<String, Function> BUILTINS =
      Map.of(
          "float", a -> a.get(0),
          "int", a -> (double) (long) number(a.get(0)),
          "len", a -> (double) list(a.get(0)).size(),
          "min", a -> items(a).stream().mapToDouble(PythonNumbers::number).min().orElseThrow(),
          "max", a -> items(a).stream().mapToDouble(PythonNumbers::number).max().orElseThrow(),
          "sum", a -> items(a).stream().mapToDouble(PythonNumbers::number).sum(),
          "next", a -> list(a.get(0)).get(0),
          "range", PythonNumbers::range,
          "zip", PythonNumbers::zip,
          "math.cos", a -> Math.cos(number(a.get(0))));

  private final Map<String, Object> names = new HashMap<>();

  PythonNumbers() {
    names.put("math.pi", Math.PI);
    names.put("math.e", Math.E);
    names.putAll(BUILTINS);
  }

  private PythonNumbers(Map<String, Object> outer) {
    names.putAll(outer);
  }

  /** Computes the assignments of a script that can be computed, in order. */
  void run(Node module) {
    module
        .descendants("assignment")
        .filter(a -> a.get("left").is("identifier"))
        .forEach(
            a -> {
              try {
                names.put(a.get("left").text(), value(a.get("right")));
              } catch (UnsupportedOperationException e) {
                names.remove(a.get("left").text());
              }
            });
  }

  /**
   * The value of an expression.
   *
   * @throws UnsupportedOperationException if it is about anything but numbers
   */
  Object value(Node node) {
    return switch (node.kind()) {
      case "integer", "float" -> Double.parseDouble(node.text().replace("_", ""));
      case "true", "false" -> node.is("true");
      case "string" -> Text.string(node).orElseThrow();
      case "identifier", "attribute" -> named(node.text());
      case "parenthesized_expression" -> value(node.children().get(0));
      case "unary_operator" -> -number(value(node.get("argument")));
      case "binary_operator" -> operation(node);
      case "comparison_operator" -> comparison(node);
      case "conditional_expression" -> {
        List<Node> parts = node.children();
        yield value(parts.get(truth(value(parts.get(1))) ? 0 : 2));
      }
      case "list", "tuple" -> node.children().stream().map(this::value).toList();
      case "list_comprehension", "generator_expression" -> comprehension(node);
      case "subscript" -> element(list(value(node.get("value"))), value(node.get("subscript")));
      case "lambda" -> function(node);
      case "call" -> call(Call.of(node).orElseThrow());
      default -> throw new UnsupportedOperationException(node.kind());
    };
  }

  private Object named(String name) {
    Object value = names.get(name);
    if (value == null) {
      throw new UnsupportedOperationException(name);
    }
    return value;
  }

  private Object call(Call call) {
    List<Object> arguments = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      arguments.add(value(argument.value()));
    }
    if (value(call.callee()) instanceof Function function) {
      return function.apply(arguments);
    }
    throw new UnsupportedOperationException(call.name());
  }

  private Function function(Node lambda) {
    String parameter = lambda.get("parameters").text();
    return arguments -> {
      PythonNumbers inner = new PythonNumbers(names);
      inner.names.put(parameter, arguments.get(0));
      return inner.value(lambda.get("body"));
    };
  }

  private Object operation(Node node) {
    double a = number(value(node.get("left")));
    double b = number(value(node.get("right")));
    return switch (node.get("operator").text()) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "**" -> Math.pow(a, b);
      default -> throw new UnsupportedOperationException(node.text());
    };
  }

  private Object comparison(Node node) {
    double a = number(value(node.children().get(0)));
    double b = number(value(node.children().get(1)));
    return switch (node.get("operators").text()) {
      case "<" -> a < b;
      case "<=" -> a <= b;
      case ">" -> a > b;
      case ">=" -> a >= b;
      default -> throw new UnsupportedOperationException(node.text());
    };
  }

  private Object comprehension(Node node) {
    Node loop =
        node.children().stream().filter(n -> n.is("for_in_clause")).findFirst().orElseThrow();
    List<Node> tests = node.children().stream().filter(n -> n.is("if_clause")).toList();
    List<Object> result = new ArrayList<>();
    for (Object item : list(value(loop.get("right")))) {
      PythonNumbers inner = new PythonNumbers(names);
      inner.bind(loop.get("left"), item);
      if (tests.stream().allMatch(t -> truth(inner.value(t.children().get(0))))) {
        result.add(inner.value(node.get("body")));
      }
    }
    return result;
  }

  private void bind(Node target, Object value) {
    if (target.is("identifier")) {
      names.put(target.text(), value);
    } else {
      for (int i = 0; i < target.children().size(); i++) {
        bind(target.children().get(i), list(value).get(i));
      }
    }
  }

  private static Object element(List<?> list, Object index) {
    int place = (int) number(index);
    return list.get(place < 0 ? list.size() + place : place);
  }

  private static List<?> items(List<Object> arguments) {
    return arguments.size() == 1 ? list(arguments.get(0)) : arguments;
  }

  private static Object range(List<Object> arguments) {
    List<Object> numbers = new ArrayList<>();
    for (double i = 0; i < number(arguments.get(0)); i++) {
      numbers.add(i);
    }
    return numbers;
  }

  private static Object zip(List<Object> lists) {
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < list(lists.get(0)).size(); i++) {
      int row = i;
      rows.add(lists.stream().map(l -> (Object) list(l).get(row)).toList());
    }
    return rows;
  }

  static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new UnsupportedOperationException("not a list: " + value);
  }

  static double number(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof Double number) {
      return number;
    }
    throw new UnsupportedOperationException("not a number: " + value);
  }

  private static boolean truth(Object value) {
    return number(value) != 0;
  }
}
