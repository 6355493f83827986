package dev.lockstep.conformance.verdict;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

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

  /** The first place where two runs differ in a bit. */
  Optional<Place> firstDifference(Trace other) {
    return firstDifference(other, at -> 0);
  }

  /**
   * The first place where two runs differ by more than is allowed.
   *
   * @param allowed what is allowed at a place
   */
  Optional<Place> firstDifference(Trace other, ToDoubleFunction<Place> allowed) {
    for (int k = 0; k <= steps(); k++) {
      for (int i = 0; i < after(k).size(); i++) {
        for (int j = 0; j < after(k).get(i).size(); j++) {
          Place place = place(other, k, i, j);
          double gap = Math.abs(place.left() - place.right());
          if (differ(place, other) && !(gap <= allowed.applyAsDouble(place))) {
            return Optional.of(place);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** How far another run is away at a place or before. */
  double gap(Trace other, Place at) {
    double gap = 0;
    for (int k = 0; k <= at.step(); k++) {
      Tensor a = after(k).get(at.parameter());
      Tensor b = other.after(k).get(at.parameter());
      gap = Math.max(gap, Math.abs(a.get(at.element()) - b.get(at.element())));
    }
    return gap;
  }

  private Place place(Trace other, int step, int parameter, int element) {
    double left = after(step).get(parameter).get(element);
    double right = other.after(step).get(parameter).get(element);
    return new Place(step, parameter, element, left, right);
  }

  private boolean differ(Place at, Trace other) {
    Tensor a = after(at.step()).get(at.parameter());
    Tensor b = other.after(at.step()).get(at.parameter());
    boolean bothNaN = Double.isNaN(at.left()) && Double.isNaN(at.right());
    return a.bits(at.element()) != b.bits(at.element()) && !bothNaN;
  }

  /** The largest magnitude of an element until a place. */
  double largest(Place at) {
    double largest = 0;
    for (int k = 0; k <= at.step(); k++) {
      largest = Math.max(largest, Math.abs(after(k).get(at.parameter()).get(at.element())));
    }
    return largest;
  }

  /** How far an element has been from its start until a place. */
  double way(Place at) {
    double start = after(0).get(at.parameter()).get(at.element());
    double way = 0;
    for (int k = 0; k <= at.step(); k++) {
      way = Math.max(way, Math.abs(after(k).get(at.parameter()).get(at.element()) - start));
    }
    return way;
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
      return "after step %s p%s[%s] is %s and %s".formatted(step, parameter, element, left, right);
    }
  }
}
