package dev.lockstep.conformance.verdict;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of one run, at the start and after every step. */
final class Trace {
  private final DType dtype;
  private final List<List<Tensor>> steps = new ArrayList<>();

  Trace(DType dtype) {
    this.dtype = dtype;
  }

  void add(List<Parameter> parameters) {
    steps.add(parameters.stream().map(p -> p.value().copy()).toList());
  }

  /** The parameters after a step; 0 is the start. */
  List<Tensor> after(int step) {
    return steps.get(step);
  }

  /** How many steps were taken. */
  int steps() {
    return steps.size() - 1;
  }

  /**
   * The first place where two runs differ by more than a tolerance.
   *
   * @param tolerance relative to the largest number and the longest way of that parameter; 0 asks
   *     for equal bits
   */
  Optional<Place> firstDifference(Trace other, double tolerance) {
    for (int k = 0; k <= steps(); k++) {
      for (int i = 0; i < after(k).size(); i++) {
        Tensor a = after(k).get(i);
        Tensor b = other.after(k).get(i);
        double allowed = tolerance == 0 ? 0 : tolerance * Math.max(scale(i, k), other.scale(i, k));
        for (int j = 0; j < a.size(); j++) {
          if (differ(a, b, j, allowed)) {
            return Optional.of(new Place(k, i, j, a.get(j), b.get(j)));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean differ(Tensor a, Tensor b, int j, double allowed) {
    if (a.bits(j) == b.bits(j) || (Double.isNaN(a.get(j)) && Double.isNaN(b.get(j)))) {
      return false;
    }
    return allowed == 0 || !(Math.abs(a.get(j) - b.get(j)) <= allowed);
  }

  /** The largest number that the parameter held until that step. */
  private double scale(int parameter, int step) {
    double scale = 0;
    for (int k = 0; k <= step; k++) {
      Tensor tensor = after(k).get(parameter);
      for (int j = 0; j < tensor.size(); j++) {
        scale = Math.max(scale, Math.abs(tensor.get(j)));
      }
    }
    return scale;
  }

  DType dtype() {
    return dtype;
  }

  /**
   * Where two runs differ.
   *
   * @param step after which step, counted from 1
   * @param parameter which parameter
   * @param element which element
   * @param left the source's number
   * @param right the target's number
   */
  record Place(int step, int parameter, int element, double left, double right) {
    @Override
    public String toString() {
      return "after step %d p%d[%d] is %s and %s".formatted(step, parameter, element, left, right);
    }
  }
}
