package dev.lockstep.conformance.verdict;

import dev.lockstep.core.DType;
import dev.lockstep.mapping.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run to be made on both sides: options of the source's constructor, parameters in groups, and
 * gradients of every step.
 *
 * @param rateName the constructor's name of the rate
 * @param dtype of parameters and gradients
 * @param options what the source's constructor is given; a dynamic rate is in {@code rates} only
 * @param groups the groups; one means a flat list
 * @param gradients for each step, for each parameter in the order of the groups, its elements; none
 *     where the parameter has no gradient in that step
 */
public record Trial(
    String rateName,
    DType dtype,
    Map<String, @Nullable Object> options,
    List<TrialGroup> groups,
    List<List<double[]>> gradients) {

  /**
   * A group.
   *
   * @param options what it is given, under the source's names of constructor options
   * @param rates the rate of each step; empty if it is constant
   * @param values for each parameter its elements at the start
   */
  public record TrialGroup(
      Map<String, @Nullable Object> options, List<Double> rates, List<double[]> values) {}

  /** The options of a group with the constructor's behind them. */
  Settings given(TrialGroup group) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(options);
    all.putAll(group.options());
    if (!group.rates().isEmpty()) {
      all.put(rateName, group.rates());
    }
    return Settings.of(all);
  }

  /** The same, but the first parameter has no gradient in the first step. */
  Trial withoutFirstGradient() {
    List<List<double[]>> fewer = new ArrayList<>(gradients);
    List<double[]> first = new ArrayList<>(gradients.get(0));
    first.set(0, new double[0]);
    fewer.set(0, first);
    return new Trial(rateName, dtype, options, groups, fewer);
  }

  /** How many steps are taken. */
  public int steps() {
    return gradients.size();
  }

  /** A description with every number, for messages. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(dtype.id()).append(' ').append(options);
    for (TrialGroup group : groups) {
      text.append(" group ").append(group.options());
      if (!group.rates().isEmpty()) {
        text.append(" rates ").append(group.rates());
      }
      group.values().forEach(value -> text.append(" p=").append(numbers(value)));
    }
    for (int k = 0; k < Math.min(4, steps()); k++) {
      text.append("; g").append(k + 1).append('=');
      gradients.get(k).forEach(g -> text.append(numbers(g)));
    }
    return text.append(steps() > 4 ? " ... " + steps() + " steps" : "").toString();
  }

  private static String numbers(double[] values) {
    String all = Arrays.toString(values);
    return all.length() <= 60 ? all : all.substring(0, 57) + "...";
  }
}
