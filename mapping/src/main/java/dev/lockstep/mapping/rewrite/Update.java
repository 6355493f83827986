package dev.lockstep.mapping.rewrite;

import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.Formula.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A formula as the body of a Python method: which quantities are kept between steps, which of them
 * are tensors, and one statement a line.
 *
 * @param lines the formula; its rate is called {@code lr}
 * @param writer knows what is a tensor
 */
record Update(List<Line> lines, PythonWriter writer) {
  /** Names that formulas give to the parts of a pair. */
  static final Map<String, List<String>> PARTS =
      Map.of(
          "betas", List.of("beta1", "beta2"),
          "etas", List.of("eta1", "eta2"),
          "step_sizes", List.of("step1", "step2"));

  static Update of(Formula formula, Dialect dialect) {
    List<Line> lines =
        formula.lines().stream()
            .map(line -> new Line(line.text().replaceAll("\\blearning_rate\\b", "lr"), line.when()))
            .toList();
    return new Update(lines, new PythonWriter(dialect, tensors(lines)));
  }

  /** What is made from a parameter or its gradient, directly or not. */
  private static Set<String> tensors(List<Line> lines) {
    Set<String> tensors = new LinkedHashSet<>(Set.of("p", "g"));
    boolean more = true;
    while (more) {
      PythonWriter writer = new PythonWriter(Dialect.TORCH, Set.copyOf(tensors));
      more = false;
      for (Line line : lines) {
        more |= writer.isTensor(Expression.of(right(line))) && tensors.add(left(line));
      }
    }
    return Set.copyOf(tensors);
  }

  static String left(Line line) {
    return line.text().split("=", 2)[0].strip();
  }

  static String right(Line line) {
    return line.text().split("=", 2)[1].strip();
  }

  /** Whether a line says what a quantity is before the first step. */
  private static boolean isStart(Line line) {
    return line.when().contains("start");
  }

  /** The quantities that are kept, in order. */
  List<String> state() {
    Set<String> state = new LinkedHashSet<>();
    lines.stream()
        .filter(line -> isStart(line) || line.when().contains("first step"))
        .forEach(line -> state.add(left(line)));
    return List.copyOf(state);
  }

  /** Whether a quantity is one number for each element of the parameter. */
  boolean isTensor(String name) {
    return writer.tensors().contains(name);
  }

  /** What a quantity starts with, as Python; 0 if no line says so. */
  String start(String name) {
    return lines.stream()
        .filter(line -> isStart(line) && left(line).equals(name))
        .map(line -> writer.write(Expression.of(right(line))))
        .findFirst()
        .orElse("0");
  }

  /** Whether a name occurs. */
  boolean uses(String name) {
    return lines.stream()
        .anyMatch(
            line ->
                Expression.of(right(line)).names().contains(name)
                    || line.when().stream().anyMatch(w -> w.replace("not ", "").equals(name)));
  }

  /** The statements of a step, those of one condition under one {@code if}. */
  List<String> statements() {
    List<String> statements = new ArrayList<>();
    List<String> before = List.of();
    boolean mayElse = false;
    for (Line line : lines.stream().filter(line -> !isStart(line)).toList()) {
      List<String> when = line.when();
      if (!when.equals(before)) {
        boolean isElse = mayElse && isOpposite(before, when);
        if (!when.isEmpty()) {
          statements.add(isElse ? "else:" : "if " + guard(when) + ":");
        }
        mayElse = !isElse;
      }
      statements.add((when.isEmpty() ? "" : "    ") + statement(line));
      before = when;
    }
    return statements;
  }

  private String statement(Line line) {
    return left(line) + " = " + writer.write(Expression.of(right(line)));
  }

  private static boolean isOpposite(List<String> one, List<String> other) {
    if (one.size() != 1 || other.size() != 1) {
      return false;
    }
    return other.get(0).equals("not " + one.get(0))
        || one.get(0).equals("not " + other.get(0))
        || (one.get(0).equals("first step") && other.get(0).equals("later steps"));
  }

  private static String guard(List<String> conditions) {
    return String.join(" and ", conditions)
        .replace("first step", "t == 1")
        .replace("later steps", "t > 1");
  }
}
