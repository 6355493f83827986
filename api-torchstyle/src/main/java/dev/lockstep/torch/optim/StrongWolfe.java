package dev.lockstep.torch.optim;

import dev.lockstep.core.Tensor;
import dev.lockstep.torch.aten.Scalar;
import dev.lockstep.torch.sqrt.SquareRoot;
import java.util.function.Function;

/**
 * The line search of LBFGS: a step length that satisfies the strong Wolfe conditions, first
 * bracketed, then narrowed down by cubic interpolation.
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal and Wright 2006, Algorithms 3.5
 *     and 3.6</a>; torch 2.15.0 optim/lbfgs.py
 */
final class StrongWolfe {
  // Torch's constants: sufficient decrease, curvature, and the shortest bracket.
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;
  private static final Scalar SHORTEST = Scalar.python(1e-9);

  private static final Scalar ZERO = Scalar.python(0);

  /**
   * A place on the line.
   *
   * @param t the step length
   * @param loss there
   * @param grad there
   * @param slope the derivative of the loss along the line
   */
  record Point(Scalar t, Scalar loss, Tensor grad, Scalar slope) {}

  private final Point start;
  private final Scalar directionMax;
  private final Function<Scalar, Point> objective;
  private final SquareRoot root;
  private final int most;
  private int tries;
  private int evaluations;
  private boolean wasNear;

  /**
   * A search.
   *
   * @param start the point with t = 0
   * @param directionMax the greatest element of the direction, absolute
   * @param objective evaluates a step length
   * @param most how many interpolations there may be
   */
  StrongWolfe(
      Point start,
      Scalar directionMax,
      Function<Scalar, Point> objective,
      SquareRoot root,
      int most) {
    this.start = start;
    this.directionMax = directionMax;
    this.objective = objective;
    this.root = root;
    this.most = most;
  }

  /** How often the objective was evaluated. */
  int evaluations() {
    return evaluations;
  }

  /** The point found, starting with a step length. */
  Point search(Scalar first) {
    Point previous = start;
    Point current = evaluate(first);
    while (tries < most) {
      if (isTooHigh(current) || (tries > 1 && previous.loss().isAtMost(current.loss()))) {
        return narrow(previous, current);
      }
      if (isFlat(current)) {
        return current;
      }
      if (ZERO.isAtMost(current.slope())) {
        return narrow(previous, current);
      }
      Scalar t = current.t();
      Scalar least = t.plus(t.minus(previous.t()).times(0.01));
      Scalar next = interpolate(previous, current, least, t.times(10));
      previous = current;
      current = evaluate(next);
      tries++;
    }
    return start.loss().isAtMost(current.loss()) ? start : current;
  }

  /** The better end of a bracket, once it holds a point that will do. */
  private Point narrow(Point one, Point other) {
    Point[] bracket = {one, other};
    int low = lower(bracket);
    while (tries < most && !isTiny(bracket)) {
      Point point = evaluate(inside(bracket, interpolate(bracket[0], bracket[1])));
      tries++;
      int high = 1 - low;
      if (isTooHigh(point) || bracket[low].loss().isAtMost(point.loss())) {
        bracket[high] = point;
        low = lower(bracket);
      } else if (isFlat(point)) {
        return point;
      } else {
        Scalar ahead = bracket[high].t().minus(bracket[low].t());
        if (ZERO.isAtMost(point.slope().times(ahead))) {
          bracket[high] = bracket[low];
        }
        bracket[low] = point;
      }
    }
    return bracket[low];
  }

  private boolean isTiny(Point[] bracket) {
    Scalar length = bracket[1].t().minus(bracket[0].t()).abs();
    return length.times(directionMax).isBelow(SHORTEST);
  }

  /** A step length away from the ends of the bracket, if it was too near before or is outside. */
  private Scalar inside(Point[] bracket, Scalar t) {
    Scalar greatest = bracket[0].t().max(bracket[1].t());
    Scalar least = bracket[0].t().min(bracket[1].t());
    Scalar margin = Scalar.python(0.1).times(greatest.minus(least));
    boolean near = greatest.minus(t).min(t.minus(least)).isBelow(margin);
    boolean move = near && (wasNear || greatest.isAtMost(t) || t.isAtMost(least));
    wasNear = near && !move;
    if (!move) {
      return t;
    }
    boolean up = t.minus(greatest).abs().isBelow(t.minus(least).abs());
    return up ? greatest.minus(margin) : least.plus(margin);
  }

  private Point evaluate(Scalar t) {
    evaluations++;
    return objective.apply(t);
  }

  private static int lower(Point[] bracket) {
    return bracket[0].loss().isAtMost(bracket[1].loss()) ? 0 : 1;
  }

  /** The loss did not fall enough for the length of the step. */
  private boolean isTooHigh(Point point) {
    Scalar line = start.loss().plus(Scalar.python(C1).times(point.t()).times(start.slope()));
    return line.isBelow(point.loss());
  }

  /** The slope fell enough. */
  private boolean isFlat(Point point) {
    return point.slope().abs().isAtMost(start.slope().times(-C2));
  }

  private Scalar interpolate(Point one, Point other) {
    boolean ordered = one.t().isAtMost(other.t());
    return interpolate(one, other, ordered ? one.t() : other.t(), ordered ? other.t() : one.t());
  }

  /** Where the cubic through both points, with their slopes, is least; within bounds. */
  private Scalar interpolate(Point one, Point other, Scalar least, Scalar most) {
    Scalar g1 = one.slope();
    Scalar g2 = other.slope();
    Scalar fall = Scalar.python(3).times(one.loss().minus(other.loss()));
    Scalar d1 = g1.plus(g2).minus(fall.over(one.t().minus(other.t())));
    Scalar square = d1.times(d1).minus(g1.times(g2));
    if (!ZERO.isAtMost(square)) {
      return least.plus(most).over(Scalar.python(2));
    }
    Scalar d2 = square.sqrt(root);
    Scalar place =
        one.t().isAtMost(other.t()) ? place(one, other, d1, d2) : place(other, one, d1, d2);
    return place.max(least).min(most);
  }

  /** Seen from the farther point. */
  private static Scalar place(Point near, Point far, Scalar d1, Scalar d2) {
    Scalar share =
        far.slope().plus(d2).minus(d1).over(far.slope().minus(near.slope()).plus(d2.times(2)));
    return far.t().minus(far.t().minus(near.t()).times(share));
  }
}
