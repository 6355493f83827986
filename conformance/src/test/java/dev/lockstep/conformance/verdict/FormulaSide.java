package dev.lockstep.conformance.verdict;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.RecordedSignature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An optimizer that does what a formula says, in double, an element at a time. */
final class FormulaSide implements Side {
  /** Names of the parts of options that are pairs. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "betas", List.of("beta1", "beta2"),
          "etas", List.of("eta1", "eta2"),
          "step_sizes", List.of("step1", "step2"));

  private static final Pattern NORM = Pattern.compile("norm\\((\\w+)\\)");

  private final List<Formula.Line> lines;
  private final String rate;
  private final List<Map<String, Double>> groups = new ArrayList<>();
  private final Map<Parameter, Integer> groupOf = new LinkedHashMap<>();
  private final Map<Parameter, List<Map<String, Double>>> states = new LinkedHashMap<>();
  private final Map<Parameter, Integer> counts = new LinkedHashMap<>();
  private boolean countsTogether;

  /**
   * An optimizer.
   *
   * @param rate the name of the rate
   */
  private FormulaSide(List<Formula.Line> lines, String rate) {
    this.lines = lines;
    this.rate = inFormula(rate);
  }

  /** A job's schedule stands for the rate that it gives. */
  private static String inFormula(String option) {
    return option.equals("lr_scheduler") ? "lr" : option;
  }

  /** An optimizer with the groups of a trial. */
  static FormulaSide of(
      List<Formula.Line> lines,
      Trial trial,
      RecordedSignature signature,
      List<Parameter> parameters) {
    FormulaSide side = new FormulaSide(lines, trial.rateName());
    int from = 0;
    for (Trial.TrialGroup group : trial.groups()) {
      int to = from + group.values().size();
      side.add(trial.given(group).over(signature.defaults()).known(), parameters.subList(from, to));
      from = to;
    }
    return side;
  }

  /** The same with one count of steps, the largest of all parameters: a common error. */
  FormulaSide countingTogether() {
    countsTogether = true;
    return this;
  }

  /** Adds a group with all its options. */
  private void add(Map<String, @Nullable Object> options, List<Parameter> parameters) {
    Map<String, Double> numbers = new HashMap<>();
    options.forEach((name, value) -> put(numbers, inFormula(name), value));
    parameters.forEach(parameter -> groupOf.put(parameter, groups.size()));
    groups.add(numbers);
  }

  private static void put(Map<String, Double> numbers, String name, @Nullable Object value) {
    if (value == null) {
      numbers.put(name, 0.0);
    } else if (value instanceof Number number) {
      numbers.put(name, number.doubleValue());
    } else if (value instanceof Boolean flag) {
      numbers.put(name, flag ? 1.0 : 0.0);
    } else if (value instanceof List<?> pair && PARTS.containsKey(name)) {
      List<String> parts = PARTS.getOrDefault(name, List.of());
      for (int i = 0; i < parts.size(); i++) {
        put(numbers, parts.get(i), pair.get(i));
      }
    }
  }

  @Override
  public void setRate(int group, double value) {
    groups.get(group).put(rate, value);
  }

  @Override
  public void step(Map<Parameter, Tensor> gradients) {
    gradients.keySet().forEach(parameter -> counts.merge(parameter, 1, Integer::sum));
    gradients.forEach(
        (parameter, gradient) -> {
          List<Map<String, Double>> elements =
              states.computeIfAbsent(
                  parameter,
                  p ->
                      new ArrayList<>(
                          Collections.nCopies(p.value().size(), Map.<String, Double>of())));
          for (int i = 0; i < elements.size(); i++) {
            elements.set(i, given(parameter, elements.get(i), i, gradient.get(i)));
          }
          update(parameter, elements);
          for (int i = 0; i < elements.size(); i++) {
            parameter.value().set(i, elements.get(i).getOrDefault("p", Double.NaN));
          }
        });
  }

  /** What an element knows before the first line. */
  private Map<String, Double> given(
      Parameter parameter, Map<String, Double> state, int i, double gradient) {
    Map<String, Double> values = new HashMap<>(state);
    values.putAll(optionsOf(parameter));
    values.put("p", parameter.value().get(i));
    values.put("g", gradient);
    int own = counts.getOrDefault(parameter, 0);
    values.put("t", (double) (countsTogether ? Collections.max(counts.values()) : own));
    return values;
  }

  private Map<String, Double> optionsOf(Parameter parameter) {
    return groups.get(groupOf.getOrDefault(parameter, 0));
  }

  /** Line by line, each for all elements: a norm is taken over them. */
  private void update(Parameter parameter, List<Map<String, Double>> elements) {
    int own = counts.getOrDefault(parameter, 0);
    for (Formula.Line line : lines) {
      if (line.when().stream().allMatch(guard -> holds(guard, optionsOf(parameter), own))) {
        Matcher norm = NORM.matcher(line.text());
        if (norm.find()) {
          double value = norm(norm.group(1), elements);
          elements.forEach(values -> values.put("norm_" + norm.group(1), value));
        }
        String text = NORM.matcher(line.text()).replaceAll("norm_$1");
        elements.replaceAll(values -> dev.lockstep.core.rule.Formula.run(List.of(text), values));
      }
    }
  }

  private static double norm(String name, List<Map<String, Double>> elements) {
    double squares = 0;
    for (Map<String, Double> values : elements) {
      double x = values.getOrDefault(name, Double.NaN);
      squares += x * x;
    }
    return Math.sqrt(squares);
  }

  private static boolean holds(String guard, Map<String, Double> options, int own) {
    return switch (guard) {
      case "start", "first step" -> own == 1;
      case "later steps" -> own > 1;
      default -> {
        boolean not = guard.startsWith("not ");
        double value = options.getOrDefault(not ? guard.substring(4) : guard, 0.0);
        yield not == (value == 0);
      }
    };
  }
}
