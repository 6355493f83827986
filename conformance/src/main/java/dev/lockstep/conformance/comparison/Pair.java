package dev.lockstep.conformance.comparison;

import dev.lockstep.config.Definition;
import dev.lockstep.config.TrainingRun;
import dev.lockstep.conformance.simulation.Simulation;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.Quirk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two definitions to be run side by side in their frameworks' own float32 bits.
 *
 * @param left the one that counts as the truth
 * @param right the other; parameters are matched by place
 */
public record Pair(Definition left, Definition right) {
  /** The run by which pairs are measured everywhere: three elements, three gradients in turn. */
  private static final double[] START = {1, -2, 0.5};

  private static final List<double[]> CYCLE =
      List.of(
          new double[] {0.5, -0.25, 1},
          new double[] {0.1, 0.3, -0.2},
          new double[] {-0.4, 0.05, 0.7});

  /** MindSpore centralizes where the second dimension is a multiple of this. */
  private static final int MULTIPLE = 16;

  /**
   * One element on both sides.
   *
   * @param start at the start
   * @param gradients the gradient of each step
   * @param left after each step on the left
   * @param right after each step on the right
   */
  public record Walk(double start, List<Double> gradients, List<Double> left, List<Double> right) {
    /** How far both sides are apart at most. */
    public double gap() {
      double gap = 0;
      for (int k = 0; k < left.size(); k++) {
        gap = Math.max(gap, Math.abs(left.get(k) - right.get(k)));
      }
      return gap;
    }

    /** How far the left side is from its start at most, or the right side if that is farther. */
    public double way() {
      double way = 0;
      for (int k = 0; k < left.size(); k++) {
        way = Math.max(way, Math.abs(left.get(k) - start));
        way = Math.max(way, Math.abs(right.get(k) - start));
      }
      return way;
    }
  }

  /** The largest difference after so many steps of the usual run. */
  public double difference(int steps) {
    List<double[]> gradients = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      gradients.add(CYCLE.get(k % CYCLE.size()));
    }
    return walks(START, gradients).stream()
        .mapToDouble(walk -> Math.abs(last(walk.left()) - last(walk.right())))
        .max()
        .orElse(0);
  }

  private static double last(List<Double> values) {
    return values.get(values.size() - 1);
  }

  /** Runs both with one number in each parameter; the walk that ends farthest apart. */
  public Walk walk(double start, List<Double> gradients) {
    List<double[]> each = gradients.stream().map(g -> new double[] {g}).toList();
    Walk farthest = new Walk(start, gradients, List.of(), List.of());
    for (Walk walk : walks(new double[] {start}, each)) {
      farthest = farthest.left().isEmpty() || walk.gap() > farthest.gap() ? walk : farthest;
    }
    return farthest;
  }

  /** A walk for every element of every parameter, all of which start and are driven alike. */
  private List<Walk> walks(double[] start, List<double[]> gradients) {
    List<List<Double>> a = run(left, start, gradients);
    List<List<Double>> b = run(right, start, gradients);
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(
          "the sides have %s and %s parameters"
              .formatted(a.size() / start.length, b.size() / start.length));
    }
    List<Walk> walks = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      int element = i % start.length;
      List<Double> own = gradients.stream().map(g -> g[element]).toList();
      walks.add(new Walk(start[element], own, a.get(i), b.get(i)));
    }
    return walks;
  }

  /** For each element of each parameter, its values after the steps. */
  private List<List<Double>> run(Definition definition, double[] start, List<double[]> gradients) {
    List<String> names = Simulation.names(definition);
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      parameters.add(new Parameter(names.get(i), tensor(start, row(i))));
    }
    TrainingRun run = TrainingRun.of(definition, parameters, options(definition));
    List<List<Double>> values = new ArrayList<>();
    for (int i = 0; i < parameters.size() * start.length; i++) {
      values.add(new ArrayList<>());
    }
    for (double[] gradient : gradients) {
      Map<String, Tensor> named = new LinkedHashMap<>();
      double[] scaled = Arrays.stream(gradient).map(g -> g * run.lossScale()).toArray();
      for (int i = 0; i < names.size(); i++) {
        named.put(names.get(i), tensor(scaled, row(i)));
      }
      run.step(named);
      for (int i = 0; i < values.size(); i++) {
        Tensor value = parameters.get(i / start.length).value();
        int length = value.size() / start.length;
        values.get(i).add(decimal(value.get(i % start.length * length)));
      }
    }
    return values;
  }

  /**
   * The lengths of a parameter's dimensions behind the first, as one side at least says: each as
   * short as can be without a change in what a framework does to it.
   */
  private int[] row(int parameter) {
    List<Integer> shape =
        Stream.of(left, right)
            .map(Definition::parameters)
            .filter(all -> parameter < all.size())
            .map(all -> all.get(parameter).shape())
            .max(Comparator.comparingInt(List::size))
            .orElse(List.of());
    int[] row = new int[Math.max(0, shape.size() - 1)];
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.max(1, Math.min(MULTIPLE, Integer.lowestOneBit(shape.get(i + 1))));
    }
    return row;
  }

  /** MindSpore's CPU refuses to centralize; what it would do elsewhere is compared. */
  private static Option[] options(Definition definition) {
    boolean centralizes =
        definition.framework().equals("mindspore")
            && definition.groups().stream()
                .anyMatch(group -> group.options().containsKey(Comparison.CENTRALIZATION));
    return centralizes
        ? new Option[] {Arithmetic.NATIVE, Quirk.without(Quirk.CENTRALIZATION_REFUSED)}
        : new Option[] {Arithmetic.NATIVE};
  }

  /** A row for each value, filled with it. */
  private static Tensor tensor(double[] values, int[] row) {
    int[] shape = new int[row.length + 1];
    shape[0] = values.length;
    System.arraycopy(row, 0, shape, 1, row.length);
    Tensor tensor = Tensor.zeros(DType.F32, shape);
    int length = tensor.size() / values.length;
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, values[i / length]);
    }
    return tensor;
  }

  /** The float as its shortest decimal: 0.1, not 0.10000000149. */
  private static double decimal(double value) {
    return Double.parseDouble(Float.toString((float) value));
  }
}
