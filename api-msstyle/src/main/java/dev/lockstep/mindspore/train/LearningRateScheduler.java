package dev.lockstep.mindspore.train;

import dev.lockstep.mindspore.nn.Optimizer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * {@code mindspore.train.LearningRateScheduler}: after every step a function of the rate and the
 * step says the next rate, which is assigned. So the first step uses the optimizer's own rate.
 *
 * <p>Only for optimizers with one constant rate. The function does not get the rate itself but its
 * decimal text as NumPy prints it: of a rate in [1e-4, 1e8) 8 digits behind the point. A rate that
 * is the text's, but for 1e-10 of it, is not assigned.
 *
 * <p>Threads: stateless but for the function.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/train/mindspore.train.LearningRateScheduler.html">MindSpore
 *     2.10</a>; mindspore/train/callback/_lr_scheduler_callback.py
 */
public final class LearningRateScheduler {
  // math.isclose(lr, new_lr, rel_tol=1e-10) of the callback
  private static final double RELATIVE_TOLERANCE = 1e-10;

  // NumPy's print options: precision, and from where on it prints exponents
  private static final int DIGITS_BEHIND_POINT = 8;
  private static final double EXPONENT_BELOW = 1e-4;
  private static final double EXPONENT_FROM = 1e8;

  /** The next rate. */
  @FunctionalInterface
  public interface LearningRateFunction {
    /**
     * The rate of the next step.
     *
     * @param lr the rate of this step
     * @param curStepNum the number of this step, 1 for the first
     */
    double next(double lr, int curStepNum);
  }

  private final LearningRateFunction function;

  /** A callback with this function. */
  public LearningRateScheduler(LearningRateFunction function) {
    this.function = function;
  }

  /**
   * To be called after each step.
   *
   * @param curStepNum the number of the step, 1 for the first
   * @throws dev.lockstep.core.OptionException if the rate is a list or a schedule, or groups have
   *     rates of their own
   */
  public void stepEnd(Optimizer optimizer, int curStepNum) {
    double lr = printed(optimizer.getLr()[0]);
    double next = function.next(lr, curStepNum);
    boolean close =
        Math.abs(lr - next) <= RELATIVE_TOLERANCE * Math.max(Math.abs(lr), Math.abs(next));
    optimizer.assignLearningRate(close ? optimizer.getLr()[0] : next);
  }

  /** The double that NumPy's text of a float32 number stands for. */
  static double printed(float rate) {
    double size = Math.abs((double) rate);
    if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
      return rate;
    }
    BigDecimal exact = new BigDecimal(rate);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= 9; digits++) {
      shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (shortest.floatValue() == rate) {
        break;
      }
    }
    boolean fixed = size >= EXPONENT_BELOW && size < EXPONENT_FROM;
    boolean cut = fixed && shortest.scale() > DIGITS_BEHIND_POINT;
    return (cut ? exact.setScale(DIGITS_BEHIND_POINT, RoundingMode.HALF_EVEN) : shortest)
        .doubleValue();
  }
}
