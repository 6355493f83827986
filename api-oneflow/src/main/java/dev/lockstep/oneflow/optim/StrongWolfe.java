package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.TOLERANCE_CHANGE;

import dev.lockstep.core.Options;
import dev.lockstep.oneflow.optim.LBFGS.Line.Found;
import dev.lockstep.oneflow.optim.LBFGS.Line.Point;

/**
 * OneFlow's line search: a step length that meets the strong Wolfe conditions, by quadratic
 * interpolation.
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal and Wright 2006, Algorithms 3.5
 *     and 3.6</a>; OneFlow 1.0.0 nn/optimizer/lbfgs.py
 */
final class StrongWolfe {
  // OneFlow's constants: sufficient decrease, curvature, and the most tries.
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;
  private static final int MOST = 25;

  private final LBFGS.Line line;
  private final Point start;
  private final double[] direction;
  private final double shortest;
  private int tries;
  private int evaluations;

  StrongWolfe(LBFGS.Line line, Point start, double[] direction, Options options) {
    this.line = line;
    this.start = start;
    this.direction = direction;
    this.shortest = options.get(TOLERANCE_CHANGE);
  }

  /** The point found, starting with a step length. */
  Found search(double first) {
    Point previous = start;
    Point current = look(first);
    while (tries < MOST) {
      if (isTooHigh(current) || (tries > 1 && current.loss() > previous.loss())) {
        return new Found(narrow(previous, current), evaluations);
      }
      if (isFlat(current)) {
        return new Found(current, evaluations);
      }
      if (current.slope() >= 0) {
        return new Found(narrow(previous, current), evaluations);
      }
      double least = current.t() + 0.01 * (current.t() - previous.t());
      double next = lowest(previous, current, least, current.t() * 10);
      previous = current;
      current = look(next);
      tries++;
    }
    return new Found(narrow(start, current), evaluations);
  }

  /** The better end of a bracket, once it holds a point that will do. */
  private Point narrow(Point one, Point other) {
    Point[] bracket = {one, other};
    int low = one.loss() <= other.loss() ? 0 : 1;
    boolean done = false;
    while (!done && tries < MOST && !isTiny(bracket)) {
      double least = Math.min(bracket[0].t(), bracket[1].t());
      double most = Math.max(bracket[0].t(), bracket[1].t());
      Point point = look(lowest(bracket[0], bracket[1], least, most));
      tries++;
      int high = 1 - low;
      if (isTooHigh(point) || point.loss() >= bracket[low].loss()) {
        bracket[high] = point;
        low = bracket[0].loss() <= bracket[1].loss() ? 0 : 1;
      } else {
        done = isFlat(point);
        if (!done && point.slope() * (bracket[high].t() - bracket[low].t()) >= 0) {
          bracket[high] = bracket[low];
        }
        bracket[low] = point;
      }
    }
    return bracket[low];
  }

  private Point look(double t) {
    evaluations++;
    return line.look(t, direction);
  }

  private boolean isTiny(Point... bracket) {
    return Math.abs(bracket[1].t() - bracket[0].t()) * Vectors.largest(direction) < shortest;
  }

  /** The loss did not fall enough for the length of the step. */
  private boolean isTooHigh(Point point) {
    return point.loss() > start.loss() + C1 * point.t() * start.slope();
  }

  /** The slope fell enough. */
  private boolean isFlat(Point point) {
    return Math.abs(point.slope()) <= -C2 * start.slope();
  }

  /** Where a parabola through both points is least; within bounds. */
  private static double lowest(Point one, Point other, double least, double most) {
    double lowest;
    if (one.t() == 0) {
      double t = other.t();
      lowest = -(one.slope() * t * t) / (2 * (other.loss() - one.loss() - one.slope() * t));
    } else {
      double way = one.t() - other.t();
      double a = -(one.loss() - other.loss() - one.slope() * way) / (way * way);
      lowest = one.t() - one.slope() / (2 * a);
    }
    return Math.min(most, Math.max(least, lowest));
  }
}
