package dev.lockstep.oneflow.optim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The curvature pairs of {@link LBFGS} and the direction that they give, by the two-loop recursion.
 *
 * @see <a href="https://doi.org/10.1090/S0025-5718-1980-0572855-7">Nocedal 1980</a>
 */
final class LbfgsHistory {
  /** OneFlow's bound: a pair whose product is not above it is left out. */
  private static final double LEAST_CURVATURE = 1e-10;

  /**
   * How a step changed the gradient.
   *
   * @param difference of the gradients
   * @param step the way that was gone
   * @param rho one over their product
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record Pair(double[] difference, double[] step, double rho) {}

  private final Deque<Pair> pairs = new ArrayDeque<>();
  private double scale = 1;
  private int iterations;
  private double[] lastGradient = {};
  private double[] lastStep = {};

  /** Whether the direction last asked for was the first of all. */
  boolean isFirst() {
    return iterations == 1;
  }

  void forget() {
    pairs.clear();
    iterations = 0;
    scale = 1;
  }

  /** Keeps where a step began and how it went, for the next pair. */
  void remember(double[] gradient, double[] direction, double t) {
    lastGradient = gradient;
    lastStep = Vectors.times(t, direction);
  }

  /** The direction from this gradient, after at most so many pairs. */
  double[] direction(double[] gradient, int most) {
    iterations++;
    if (iterations > 1) {
      addPair(gradient, most);
    }
    List<Pair> old = new ArrayList<>(pairs);
    double[] alpha = new double[old.size()];
    double[] direction = Vectors.times(-1, gradient);
    for (int i = old.size() - 1; i >= 0; i--) {
      alpha[i] = Vectors.dot(old.get(i).step, direction) * old.get(i).rho;
      direction = Vectors.sum(direction, -alpha[i], old.get(i).difference);
    }
    direction = Vectors.times(scale, direction);
    for (int i = 0; i < old.size(); i++) {
      double beta = Vectors.dot(old.get(i).difference, direction) * old.get(i).rho;
      direction = Vectors.sum(direction, alpha[i] - beta, old.get(i).step);
    }
    return direction;
  }

  private void addPair(double[] gradient, int most) {
    double[] difference = Vectors.sum(gradient, -1, lastGradient);
    double product = Vectors.dot(difference, lastStep);
    if (product <= LEAST_CURVATURE) {
      return;
    }
    if (pairs.size() == most) {
      pairs.removeFirst();
    }
    pairs.addLast(new Pair(difference, lastStep, 1 / product));
    scale = product / Vectors.dot(difference, difference);
  }
}
