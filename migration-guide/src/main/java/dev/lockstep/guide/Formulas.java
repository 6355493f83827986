package dev.lockstep.guide;

import dev.lockstep.mapping.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formulas with their conditions in words. */
final class Formulas {
  /** An option that has a value: {@code mode triangular}, {@code T_mult is 1}. */
  private static final Pattern IS =
      Pattern.compile("(mode|anneal_strategy|T_mult)(?: is)? ((?:above )?\\w+)");

  private final Words words;
  private final Map<String, Formula> formulas;

  /** A line; the condition is empty if it always holds. */
  record Line(String math, String when) {}

  /** A formula of an API. */
  record View(String api, List<Line> lines) {}

  Formulas(Words words, Map<String, Formula> formulas) {
    this.words = words;
    this.formulas = formulas;
  }

  /** The formula of an API, or none. */
  List<View> of(String api) {
    Formula formula = formulas.get(api);
    if (formula == null) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    for (Formula.Line line : formula.lines()) {
      lines.add(new Line(MathMl.assignment(line.text()), when(line.when())));
    }
    return List.of(new View(api, lines));
  }

  private String when(List<String> guards) {
    return String.join(words.of("and"), guards.stream().map(this::guard).toList());
  }

  private String guard(String guard) {
    Matcher is = IS.matcher(guard);
    if (is.matches()) {
      return words.of("guard-is", is.group(1), is.group(2));
    }
    return switch (guard) {
      case "start" -> words.of("guard-start");
      case "first step" -> words.of("guard-first");
      case "later steps" -> words.of("guard-later");
      case "of a matrix" -> words.of("guard-matrix");
      case "of a vector" -> words.of("guard-vector");
      case "ns_steps times" -> words.of("guard-times");
      case "first iteration" -> words.of("guard-first-iteration");
      case "later iterations" -> words.of("guard-later-iterations");
      case "n milestones reached" -> words.of("guard-milestones");
      case "more than patience bad epochs" -> words.of("guard-patience");
      default ->
          guard.startsWith("not ")
              ? words.of("guard-not", guard.substring(4))
              : words.of("guard-set", guard);
    };
  }
}
