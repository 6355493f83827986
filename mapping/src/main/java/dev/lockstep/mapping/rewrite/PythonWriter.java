package dev.lockstep.mapping.rewrite;

import dev.lockstep.mapping.rewrite.Expression.Call;
import dev.lockstep.mapping.rewrite.Expression.Literal;
import dev.lockstep.mapping.rewrite.Expression.Name;
import dev.lockstep.mapping.rewrite.Expression.Negation;
import dev.lockstep.mapping.rewrite.Expression.Operation;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Writes expressions as Python: numbers stay Python's doubles until they meet a tensor, as in the
 * frameworks' own optimizers.
 *
 * @param dialect how functions of tensors are written
 * @param tensors the names that are tensors; all others are numbers
 */
record PythonWriter(Dialect dialect, Set<String> tensors) {
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int SIGN = 3;
  private static final int POWER = 4;
  private static final int ATOM = 5;

  /** The expression as Python. */
  String write(Expression expression) {
    return write(expression, SUM);
  }

  boolean isTensor(Expression expression) {
    return !Collections.disjoint(expression.names(), tensors);
  }

  /** In brackets if it binds less tightly than asked for. */
  private String write(Expression expression, int tightness) {
    String text = text(expression);
    return tightness(expression) < tightness ? "(" + text + ")" : text;
  }

  private int tightness(Expression expression) {
    if (expression instanceof Negation) {
      return SIGN;
    }
    if (expression instanceof Operation operation) {
      return isSquare(operation) ? PRODUCT : tightness(operation.operator());
    }
    boolean choice = expression instanceof Call call && isChoiceOfNumbers(call);
    return choice ? 0 : ATOM;
  }

  private static int tightness(char operator) {
    return switch (operator) {
      case '+', '-' -> SUM;
      case '*', '/' -> PRODUCT;
      default -> POWER;
    };
  }

  private String text(Expression expression) {
    if (expression instanceof Literal literal) {
      return literal.text();
    }
    if (expression instanceof Name name) {
      return name.text();
    }
    if (expression instanceof Negation negation) {
      return "-" + write(negation.of(), SIGN);
    }
    return expression instanceof Operation operation ? text(operation) : text((Call) expression);
  }

  /** Operators of one rank are read from the left, so the right side binds one rank tighter. */
  private String text(Operation operation) {
    int tightness = tightness(operation.operator());
    if (isSquare(operation)) {
      String base = write(operation.left(), ATOM);
      return base + " * " + base;
    }
    boolean power = operation.operator() == '^';
    String left = write(operation.left(), power ? ATOM : tightness);
    String right = write(operation.right(), power ? POWER : tightness + 1);
    return left + (power ? "**" : " " + operation.operator() + " ") + right;
  }

  /** A square is a product: a power would be computed by way of logarithms. */
  private boolean isSquare(Operation operation) {
    return operation.operator() == '^'
        && operation.right().equals(new Literal("2"))
        && isTensor(operation.left());
  }

  private boolean isChoiceOfNumbers(Call call) {
    return call.function().equals("bySign") && !isTensor(call.arguments().get(0));
  }

  private String text(Call call) {
    List<Expression> x = call.arguments();
    boolean tensor = isTensor(call);
    return switch (call.function()) {
      case "sqrt" -> tensor ? dialect.call("sqrt", write(x.get(0))) : number("math.sqrt", x);
      case "abs" -> tensor ? dialect.call("abs", write(x.get(0))) : number("abs", x);
      case "norm" -> dialect.call("norm", write(x.get(0)));
      case "sign" -> dialect.call("sign", write(x.get(0)));
      case "max" -> bound(x, "max", "min", "maximum");
      case "min" -> bound(x, "min", "max", "minimum");
      case "bySign" -> isChoiceOfNumbers(call) ? choice(x) : where(x);
      default -> throw new IllegalArgumentException("no function " + call.function());
    };
  }

  private String number(String function, List<Expression> x) {
    return function + "(" + String.join(", ", x.stream().map(this::write).toList()) + ")";
  }

  /** The larger or smaller of two; of a tensor and a number it is a clamp. */
  private String bound(List<Expression> x, String numbers, String keyword, String tensors) {
    String left = write(x.get(0));
    String right = write(x.get(1));
    if (isTensor(x.get(0)) && isTensor(x.get(1))) {
      return dialect.call(tensors, left, right);
    }
    if (isTensor(x.get(1))) {
      return dialect.call("clamp", right, keyword + "=" + left);
    }
    return isTensor(x.get(0))
        ? dialect.call("clamp", left, keyword + "=" + right)
        : number(numbers, x);
  }

  /** The second, third or fourth argument, as the first is negative, zero or positive. */
  private String where(List<Expression> x) {
    String sign = write(x.get(0), SUM + 1);
    String negative = write(x.get(1));
    String zero = write(x.get(2));
    String positive = write(x.get(3));
    if (negative.equals(zero)) {
      return dialect.call("where", sign + " > 0", positive, zero);
    }
    String rest =
        zero.equals(positive) ? zero : dialect.call("where", sign + " > 0", positive, zero);
    return dialect.call("where", sign + " < 0", negative, rest);
  }

  /** The same of a number, where nothing else than what is chosen is computed. */
  private String choice(List<Expression> x) {
    if (!x.get(1).equals(x.get(2))) {
      throw new IllegalArgumentException("a choice of three by a number: " + x);
    }
    return "%s if %s > 0 else %s".formatted(write(x.get(3)), write(x.get(0)), write(x.get(1)));
  }
}
