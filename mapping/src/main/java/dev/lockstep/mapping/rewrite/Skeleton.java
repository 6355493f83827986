package dev.lockstep.mapping.rewrite;

import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import java.util.ArrayList;
import java.util.List;

/**
 * What the classes of both frameworks have in common: a name, a docstring, options, a body.
 *
 * @param name of the class
 * @param formula the source's update
 * @param signature of the class
 * @param update the formula as statements
 */
record Skeleton(String name, Formula formula, RecordedSignature signature, Update update) {
  private static final String INDENT = "    ";
  private static final int WIDTH = 100;

  /** The constructor's first line, broken where it would be too long. */
  String constructor() {
    List<String> parameters = new ArrayList<>(List.of("self", "params"));
    signature.settings().forEach(option -> parameters.add(parameter(option)));
    return broken(1, "def __init__(", parameters, "):");
  }

  private static String parameter(RecordedOption option) {
    return option.required()
        ? option.name()
        : option.name() + "=" + PythonLiteral.of(option.defaultValue());
  }

  /** A call, one argument after the other, so many levels deep. */
  static String broken(int levels, String head, List<String> arguments, String tail) {
    String indent = INDENT.repeat(levels);
    String line = indent + head + String.join(", ", arguments) + tail;
    if (line.length() <= WIDTH) {
      return line;
    }
    StringBuilder lines = new StringBuilder(indent + head + "\n");
    StringBuilder current = new StringBuilder();
    for (String argument : arguments) {
      boolean fits = indent.length() + 4 + current.length() + argument.length() < WIDTH;
      if (!fits) {
        lines.append(indent).append(INDENT).append(current.toString().strip()).append('\n');
        current.setLength(0);
      }
      current.append(argument).append(", ");
    }
    lines.append(indent).append(INDENT).append(current.toString().strip()).append('\n');
    return lines.append(indent).append(tail).toString();
  }

  /** The options of which the update makes use, but for those that the framework keeps. */
  List<RecordedOption> options(List<String> kept) {
    return signature.settings().stream()
        .filter(option -> !kept.contains(option.name()) && isUsed(option.name()))
        .toList();
  }

  private boolean isUsed(String option) {
    return Update.PARTS.getOrDefault(option, List.of(option)).stream().anyMatch(update::uses);
  }

  /** The names that the update gives to an option, {@code beta1, beta2} for {@code betas}. */
  static String names(RecordedOption option) {
    return String.join(", ", Update.PARTS.getOrDefault(option.name(), List.of(option.name())));
  }

  /** The docstring. */
  String docstring() {
    StringBuilder text = new StringBuilder();
    text.append(INDENT).append("\"\"\"The update of ").append(formula.api()).append(".\n\n");
    text.append(INDENT).append("For an element p of a parameter, with the gradient g:\n\n");
    update.lines().forEach(line -> text.append(INDENT).append(INDENT).append(line).append('\n'));
    text.append('\n').append(INDENT).append("t counts the steps from 1.\n");
    return text.append(INDENT).append("\"\"\"\n").toString();
  }

  /** Whether the body needs Python's {@code math}. */
  boolean needsMath() {
    return update.statements().stream().anyMatch(line -> line.contains("math."));
  }

  /** Lines, so many levels deep. */
  static String indented(int levels, List<String> lines) {
    List<String> indented = new ArrayList<>();
    lines.forEach(line -> indented.add(INDENT.repeat(levels) + line + "\n"));
    return String.join("", indented);
  }
}
