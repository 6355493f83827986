package dev.lockstep.conformance.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lockstep.mapping.Formula;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The errors of wrong-formulas.yaml, applied to the right formulas. */
final class WrongFormulas {
  /**
   * A wrong formula.
   *
   * @param api the optimizer that it is meant to be
   * @param error the name of the error
   * @param right the right lines, where they are more than the optimizer's own
   * @param wrong the wrong lines
   * @param countsTogether whether t is the largest count of all parameters
   */
  record WrongFormula(
      String api,
      String error,
      Optional<List<Formula.Line>> right,
      List<Formula.Line> wrong,
      boolean countsTogether) {
    @Override
    public String toString() {
      return api + ": " + error;
    }
  }

  private WrongFormulas() {}

  /** All of them. */
  static List<WrongFormula> all() {
    List<WrongFormula> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> api : read().properties()) {
      Formula right = Formula.of(api.getKey()).orElseThrow();
      for (Map.Entry<String, JsonNode> error : api.getValue().properties()) {
        all.add(changed(right, error.getKey(), error.getValue()));
      }
    }
    return all;
  }

  private static WrongFormula changed(Formula formula, String error, JsonNode changes) {
    if (changes.isTextual()) {
      return new WrongFormula(formula.api(), error, Optional.empty(), formula.lines(), true);
    }
    List<Formula.Line> wrong = new ArrayList<>();
    for (Formula.Line line : formula.lines()) {
      JsonNode change = changes.get(line.text());
      wrong.addAll(change == null ? List.of(line) : lines(change, line.when()));
    }
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      boolean known = formula.lines().stream().anyMatch(l -> l.text().equals(change.getKey()));
      if (change.getKey().equals("end")) {
        wrong.addAll(lines(change.getValue(), List.of()));
      } else if (!known && !change.getKey().equals("begin")) {
        throw new IllegalArgumentException(
            "%s %s: no line %s".formatted(formula.api(), error, change.getKey()));
      }
    }
    JsonNode begin = changes.get("begin");
    if (begin == null) {
      return new WrongFormula(formula.api(), error, Optional.empty(), wrong, false);
    }
    wrong.add(0, new Formula.Line(begin.get(1).textValue(), List.of()));
    List<Formula.Line> right = new ArrayList<>(formula.lines());
    right.add(0, new Formula.Line(begin.get(0).textValue(), List.of()));
    return new WrongFormula(formula.api(), error, Optional.of(right), wrong, false);
  }

  /** New lines hold when the old one did unless they say otherwise. */
  private static List<Formula.Line> lines(JsonNode change, List<String> when) {
    List<Formula.Line> lines = new ArrayList<>();
    for (JsonNode text : change.isArray() ? change : List.of(change)) {
      if (!text.textValue().isEmpty()) {
        Formula.Line line = Formula.Line.of(text.textValue());
        lines.add(line.when().isEmpty() ? new Formula.Line(line.text(), when) : line);
      }
    }
    return lines;
  }

  private static JsonNode read() {
    try (InputStream file =
        Objects.requireNonNull(WrongFormulas.class.getResourceAsStream("wrong-formulas.yaml"))) {
      return new YAMLMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
