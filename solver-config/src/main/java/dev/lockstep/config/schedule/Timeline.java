package dev.lockstep.config.schedule;

import dev.lockstep.core.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each optimizer step of a loop used: the rate, and where there is one the weight decay and
 * the momentum, of each group.
 *
 * <p>Values are as the framework keeps them: doubles in torch, float32 numbers in MindSpore.
 */
public final class Timeline {
  private final Loop loop;
  private final List<List<String>> parameters;
  private final Map<Quantity, List<double[]>> rows = new EnumMap<>(Quantity.class);

  /**
   * An empty one.
   *
   * @param parameters the names of each group's
   */
  Timeline(Loop loop, List<List<String>> parameters) {
    this.loop = loop;
    this.parameters = List.copyOf(parameters);
    for (Quantity quantity : Quantity.values()) {
      rows.put(quantity, new ArrayList<>());
    }
  }

  /** Adds the values of a step, one a group; none if the optimizer has no such quantity. */
  void add(Quantity quantity, double[] values) {
    rowsOf(quantity).add(values);
  }

  /**
   * The same with every parameter as a group of its own, so that frameworks that group otherwise
   * can be compared.
   *
   * @param names the parameters in their order
   * @return empty if one of them is in no group
   */
  public Optional<Timeline> perParameter(List<String> names) {
    int[] places = new int[names.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = -1;
      for (int group = 0; group < parameters.size(); group++) {
        places[i] = parameters.get(group).contains(names.get(i)) ? group : places[i];
      }
      if (places[i] < 0) {
        return Optional.empty();
      }
    }
    Timeline spread = new Timeline(loop, names.stream().map(List::of).toList());
    rows.forEach(
        (quantity, all) ->
            all.forEach(
                row ->
                    spread.add(
                        quantity,
                        row.length == 0
                            ? row
                            : Arrays.stream(places).mapToDouble(place -> row[place]).toArray())));
    return Optional.of(spread);
  }

  private String place(Timeline other, int group) {
    boolean single =
        groups() > 1
            && parameters.stream().allMatch(own -> own.size() == 1)
            && other.parameters.stream().allMatch(own -> own.size() == 1);
    return single ? parameters.get(group).get(0) : "group " + group;
  }

  private List<double[]> rowsOf(Quantity quantity) {
    return rows.getOrDefault(quantity, List.of());
  }

  /** The loop that was played. */
  public Loop loop() {
    return loop;
  }

  /** How many groups there are. */
  public int groups() {
    List<double[]> rates = rowsOf(Quantity.RATE);
    return rates.isEmpty() ? 0 : rates.get(0).length;
  }

  /** Whether the optimizer has that quantity. */
  public boolean has(Quantity quantity) {
    List<double[]> all = rowsOf(quantity);
    return !all.isEmpty() && all.get(0).length > 0;
  }

  /** The values of a quantity, step by step, one a group. */
  public List<double[]> values(Quantity quantity) {
    return Collections.unmodifiableList(rowsOf(quantity));
  }

  /** The values of a quantity in one group, step by step. */
  public double[] values(Quantity quantity, int group) {
    return rowsOf(quantity).stream().mapToDouble(row -> row[group]).toArray();
  }

  /** The rates of one group, step by step. */
  public double[] rates(int group) {
    return values(Quantity.RATE, group);
  }

  /** The largest absolute rate. */
  public double largestRate() {
    return rowsOf(Quantity.RATE).stream()
        .flatMapToDouble(Arrays::stream)
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  /**
   * The first step at which a quantity that both have differs by its bits.
   *
   * @param reading the precision in which it is read: F32 rounds both sides first
   */
  public Optional<Departure> firstDifference(Timeline other, DType reading) {
    return firstDifference(other, reading, 0);
  }

  /**
   * The first step at which a quantity that both have differs by more than a tolerance; two NaNs do
   * not differ.
   *
   * @param reading the precision in which it is read: F32 rounds both sides first
   * @param tolerance an absolute difference
   * @throws IllegalArgumentException if the sides have not the same number of groups
   */
  public Optional<Departure> firstDifference(Timeline other, DType reading, double tolerance) {
    if (groups() != other.groups()) {
      throw new IllegalArgumentException(
          "the sides have %s and %s groups".formatted(groups(), other.groups()));
    }
    int steps = Math.min(rowsOf(Quantity.RATE).size(), other.rowsOf(Quantity.RATE).size());
    for (int step = 0; step < steps; step++) {
      for (Quantity quantity : Quantity.values()) {
        if (has(quantity) && other.has(quantity)) {
          int group = differingGroup(other, quantity, step, reading, tolerance);
          if (group >= 0) {
            return Optional.of(departure(other, quantity, step, group));
          }
        }
      }
    }
    return Optional.empty();
  }

  private int differingGroup(
      Timeline other, Quantity quantity, int step, DType reading, double tolerance) {
    double[] left = rowsOf(quantity).get(step);
    double[] right = other.rowsOf(quantity).get(step);
    for (int group = 0; group < left.length; group++) {
      double a = reading.round(left[group]);
      double b = reading.round(right[group]);
      boolean near = Double.compare(a, b) == 0 || Math.abs(a - b) <= tolerance;
      if (!near) {
        return group;
      }
    }
    return -1;
  }

  private Departure departure(Timeline other, Quantity quantity, int step, int group) {
    int epoch = loop.epochOf(step);
    return new Departure(
        step,
        epoch,
        step - loop.firstStepOf(epoch),
        quantity,
        group,
        place(other, group),
        rowsOf(quantity).get(step)[group],
        other.rowsOf(quantity).get(step)[group]);
  }
}
