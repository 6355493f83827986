package dev.lockstep.oneflow.optim;

import static dev.lockstep.core.OptimizerOptions.LR;
import static dev.lockstep.oneflow.optim.OneFlowOptions.CONTIGUOUS_PARAMS;
import static dev.lockstep.oneflow.optim.OneFlowOptions.HISTORY_SIZE;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LINE_SEARCH_FN;
import static dev.lockstep.oneflow.optim.OneFlowOptions.MAX_EVAL;
import static dev.lockstep.oneflow.optim.OneFlowOptions.MAX_ITER;
import static dev.lockstep.oneflow.optim.OneFlowOptions.TOLERANCE_CHANGE;
import static dev.lockstep.oneflow.optim.OneFlowOptions.TOLERANCE_GRAD;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * {@code oneflow.optim.LBFGS} of OneFlow 1.0: quasi-Newton steps from a limited history, with or
 * without a line search.
 *
 * <pre class="formula">
 * p = p + t*d
 * </pre>
 *
 * <p>d is the approximate inverse Hessian times the negative gradient, t the rate; in the very
 * first iteration t is {@code min(1, 1/sum(abs(g)))*lr}. Differs from torch: the rate is 0.001
 * unless given, and the line search interpolates by parabolas where torch uses cubics.
 *
 * <p>One group only; a parameter without a gradient counts as one with a gradient of 0. Between the
 * gradients and the parameters everything is computed in double: OneFlow 1.0's code was run in
 * float64 only, and float32's last bits are not promised; both arithmetics are the same. A saved
 * state does not hold the history; an optimizer that loads one begins it anew.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v1.0.0/optim.html">oneflow.optim 1.0.0</a>
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu and Nocedal 1989</a>
 */
public final class LBFGS extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.LBFGS")
          .option(LR, 0.001)
          .option(MAX_ITER, 20)
          .option(MAX_EVAL)
          .option(TOLERANCE_GRAD, 1e-7)
          .option(TOLERANCE_CHANGE, 1e-9)
          .option(HISTORY_SIZE, 100)
          .option(LINE_SEARCH_FN)
          .option(CONTIGUOUS_PARAMS, false);

  private final LbfgsHistory history = new LbfgsHistory();

  /** LBFGS of parameters, {@code new LBFGS(model.parameters(), lr(1.0))}. */
  public LBFGS(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
    require(
        paramGroups().size() == 1,
        "LBFGS not support parameter groups (there can be only one), got %s",
        paramGroups().size());
  }

  @Override
  protected void validate(Options o) {
    require(
        !o.has(LINE_SEARCH_FN) || o.get(LINE_SEARCH_FN).equals("strong_wolfe"),
        "only strong_wolfe is expected, got %s",
        o.has(LINE_SEARCH_FN) ? o.get(LINE_SEARCH_FN) : "");
  }

  @Override
  protected void update(long k) {
    throw new OptionException("closure must not be None: LBFGS evaluates the loss several times");
  }

  @Override
  protected void stateReplaced() {
    history.forget();
  }

  /**
   * Takes up to {@code max_iter} quasi-Newton steps.
   *
   * @param closure evaluates the loss and sets the gradients; called several times
   * @return the loss before the first of them
   */
  @Override
  public double step(DoubleSupplier closure) {
    Options options = paramGroups().get(0).options();
    Line line = new Line(paramGroups().get(0).params(), closure);
    double original = closure.getAsDouble();
    double loss = original;
    double[] gradient = line.gradient();
    double limit = options.has(MAX_EVAL) ? options.get(MAX_EVAL) : options.get(MAX_ITER) * 1.25;
    int evaluations = 1;
    boolean goesOn = Vectors.largest(gradient) > options.get(TOLERANCE_GRAD);
    for (int i = 1; goesOn && i <= options.get(MAX_ITER); i++) {
      double[] direction = history.direction(gradient, options.get(HISTORY_SIZE));
      double first = Math.min(1, 1 / Vectors.sumOfAbsolutes(gradient));
      double t = (history.isFirst() ? first : 1) * options.get(LR);
      double slope = Vectors.dot(gradient, direction);
      if (slope > -options.get(TOLERANCE_CHANGE)) {
        break;
      }
      boolean last = i == options.get(MAX_ITER);
      Line.Point at = new Line.Point(0, loss, gradient, slope);
      Line.Found found = found(options, line, at, direction, t, last);
      history.remember(gradient, direction, found.point().t());
      evaluations += found.evaluations();
      double change = Math.abs(found.point().loss() - loss);
      double way = found.point().t() * Vectors.largest(direction);
      loss = found.point().loss();
      gradient = found.point().gradient();
      goesOn =
          !last
              && evaluations < limit
              && Vectors.largest(gradient) > options.get(TOLERANCE_GRAD)
              && way > options.get(TOLERANCE_CHANGE)
              && change >= options.get(TOLERANCE_CHANGE);
    }
    return original;
  }

  private static Line.Found found(
      Options options, Line line, Line.Point at, double[] direction, double t, boolean last) {
    if (options.has(LINE_SEARCH_FN)) {
      Line.Found found = new StrongWolfe(line, at, direction, options).search(t);
      line.move(found.point().t(), direction);
      return found;
    }
    line.move(t, direction);
    return last
        ? new Line.Found(new Line.Point(t, at.loss(), at.gradient(), at.slope()), 0)
        : new Line.Found(line.evaluate(t, direction), 1);
  }

  /** The parameters as one vector, and the loss along a line through them. */
  static final class Line {
    private final List<Parameter> params;
    private final DoubleSupplier closure;

    Line(List<Parameter> params, DoubleSupplier closure) {
      this.params = params;
      this.closure = closure;
    }

    /**
     * A place on the line.
     *
     * @param t how far along the direction
     * @param loss there
     * @param gradient there
     * @param slope the derivative of the loss along the line
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Point(double t, double loss, double[] gradient, double slope) {}

    /** A place, and how often the loss was evaluated to find it. */
    record Found(Point point, int evaluations) {}

    /** All gradients, one after the other. */
    double[] gradient() {
      double[] all = new double[params.stream().mapToInt(p -> p.value().size()).sum()];
      int at = 0;
      for (Parameter parameter : params) {
        for (int i = 0; i < parameter.value().size(); i++, at++) {
          all[at] = parameter.hasGrad() ? parameter.grad().get(i) : 0;
        }
      }
      return all;
    }

    /** Moves the parameters. */
    void move(double t, double[] direction) {
      int at = 0;
      for (Parameter parameter : params) {
        Tensor value = parameter.value();
        for (int i = 0; i < value.size(); i++, at++) {
          value.set(i, value.get(i) + t * direction[at]);
        }
      }
    }

    /** The point where the parameters are. */
    Point evaluate(double t, double[] direction) {
      double loss = closure.getAsDouble();
      double[] gradient = gradient();
      return new Point(t, loss, gradient, Vectors.dot(gradient, direction));
    }

    /** The point so far along a direction; the parameters come back. */
    Point look(double t, double[] direction) {
      List<Tensor> from = params.stream().map(p -> p.value().copy()).toList();
      move(t, direction);
      Point there = evaluate(t, direction);
      for (int i = 0; i < params.size(); i++) {
        params.get(i).value().copyFrom(from.get(i));
      }
      return there;
    }
  }
}
