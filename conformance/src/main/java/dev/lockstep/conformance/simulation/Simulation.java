package dev.lockstep.conformance.simulation;

import dev.lockstep.config.Definition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.TrainingRun;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Two definitions, each in its framework's own bits (float32), from equal parameters and with equal
 * gradients: the rates that each step used, and how far the parameters are apart after it.
 *
 * <p>The gradients are drawn once, from a seed: normal, with a scale from 1e-4 to 1 a parameter.
 * They do not depend on the parameters, so a difference is the optimizers' own and does not feed on
 * itself.
 *
 * @param steps steps run
 * @param groups one curve a set of parameters that have the same rates on both sides
 * @param distance after each step, the largest over the parameters of {@code ||a-b|| / ||a||}
 * @param firstRateDifference the first step that used other float32 rates; -1 if there is none
 */
public record Simulation(
    int steps, List<Curve> groups, List<Double> distance, int firstRateDifference) {

  /**
   * The rates of a set of parameters over the steps.
   *
   * @param parameters their names
   * @param left rate of each step on the left side
   * @param right rate of each step on the right side
   */
  public record Curve(List<String> parameters, List<Double> left, List<Double> right) {}

  /** Elements of a simulated parameter: a vector body and a scalar tail. */
  private static final int SIZE = 11;

  /**
   * Runs both sides.
   *
   * @param left the one that counts as the truth
   * @param right the other; parameters are matched by place, as names differ between frameworks
   * @param steps how many steps
   * @param seed of parameters and gradients
   */
  public static Simulation of(Definition left, Definition right, int steps, long seed) {
    List<Parameter> a = parameters(left, seed);
    List<Parameter> b = parameters(right, seed);
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(
          "the sides have %s and %s parameters".formatted(a.size(), b.size()));
    }
    TrainingRun leftRun = TrainingRun.of(left, a, Arithmetic.NATIVE);
    TrainingRun rightRun = TrainingRun.of(right, b, Arithmetic.NATIVE);
    double[][] leftRates = new double[steps][];
    double[][] rightRates = new double[steps][];
    List<Double> distance = new ArrayList<>();
    Random random = new Random(seed + 1);
    for (int step = 0; step < steps; step++) {
      leftRates[step] = leftRun.rates();
      rightRates[step] = rightRun.rates();
      List<Tensor> gradients = gradients(a, random);
      leftRun.step(named(a, gradients, leftRun.lossScale()));
      rightRun.step(named(b, gradients, rightRun.lossScale()));
      distance.add(distance(a, b));
    }
    return new Simulation(
        steps, curves(a, leftRates, rightRates), distance, firstDifference(leftRates, rightRates));
  }

  /** The names of a definition's parameters; two usual ones if it names none. */
  public static List<String> names(Definition definition) {
    Set<String> names = new LinkedHashSet<>();
    definition.parameters().stream().map(ParameterDefinition::name).forEach(names::add);
    if (names.isEmpty()) {
      definition.groups().forEach(group -> names.addAll(group.params()));
    }
    return names.isEmpty() ? List.of("fc.weight", "fc.bias") : List.copyOf(names);
  }

  private static List<Parameter> parameters(Definition definition, long seed) {
    Random random = new Random(seed);
    List<Parameter> parameters = new ArrayList<>();
    names(definition).forEach(name -> parameters.add(new Parameter(name, normal(random, 1))));
    return parameters;
  }

  private static List<Tensor> gradients(List<Parameter> parameters, Random random) {
    List<Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      gradients.add(normal(random, Math.pow(10, -(i % 5))));
    }
    return gradients;
  }

  private static Tensor normal(Random random, double scale) {
    Tensor tensor = Tensor.zeros(DType.F32, SIZE);
    for (int i = 0; i < SIZE; i++) {
      tensor.set(i, scale * random.nextGaussian());
    }
    return tensor;
  }

  private static Map<String, Tensor> named(
      List<Parameter> parameters, List<Tensor> gradients, double lossScale) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Tensor scaled = gradients.get(i).copy();
      for (int k = 0; lossScale != 1 && k < SIZE; k++) {
        scaled.set(k, scaled.get(k) * lossScale);
      }
      named.put(parameters.get(i).name(), scaled);
    }
    return named;
  }

  private static double distance(List<Parameter> a, List<Parameter> b) {
    double worst = 0;
    for (int k = 0; k < a.size(); k++) {
      double apart = 0;
      double norm = 0;
      for (int i = 0; i < SIZE; i++) {
        double value = a.get(k).value().get(i);
        double difference = value - b.get(k).value().get(i);
        apart += difference * difference;
        norm += value * value;
      }
      worst = Math.max(worst, apart == 0 ? 0 : Math.sqrt(apart / norm));
    }
    return worst;
  }

  private static List<Curve> curves(List<Parameter> names, double[][] left, double[][] right) {
    List<Curve> curves = new ArrayList<>();
    Map<String, List<Integer>> alike = new LinkedHashMap<>();
    for (int k = 0; k < names.size(); k++) {
      String rates = rounded(left, k) + rounded(right, k);
      alike.computeIfAbsent(rates, key -> new ArrayList<>()).add(k);
    }
    for (List<Integer> members : alike.values()) {
      int first = members.get(0);
      curves.add(
          new Curve(
              members.stream().map(k -> names.get(k).name()).toList(),
              column(left, first),
              column(right, first)));
    }
    return curves;
  }

  private static String rounded(double[][] rates, int parameter) {
    StringBuilder text = new StringBuilder();
    for (double[] row : rates) {
      text.append((float) row[parameter]).append(' ');
    }
    return text.toString();
  }

  private static List<Double> column(double[][] rates, int parameter) {
    return Arrays.stream(rates).map(row -> row[parameter]).toList();
  }

  private static int firstDifference(double[][] left, double[][] right) {
    for (int step = 0; step < left.length; step++) {
      for (int k = 0; k < left[step].length; k++) {
        if ((float) left[step][k] != (float) right[step][k]) {
          return step;
        }
      }
    }
    return -1;
  }
}
