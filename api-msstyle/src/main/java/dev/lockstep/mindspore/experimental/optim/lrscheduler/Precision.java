package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import dev.lockstep.core.math.Glibc;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.mindspore.FloatMath;

/**
 * In which numbers a schedule is computed. Every operation rounds its operands, then its result; a
 * float32 operation done in double and rounded is the float32 operation.
 */
public enum Precision {
  /** MindSpore's. */
  FLOAT32 {
    @Override
    public double round(double x) {
      return (float) x;
    }

    @Override
    public double numberOver(double number, double tensor) {
      return times(number, over(1, tensor));
    }

    @Override
    public double power(double x, double y) {
      return FloatMath.pow((float) x, (float) y);
    }

    @Override
    public double cosine(double x) {
      return FloatMath.cos((float) x);
    }
  },
  /** Of the common arithmetic. */
  DOUBLE {
    @Override
    public double round(double x) {
      return x;
    }

    @Override
    public double numberOver(double number, double tensor) {
      return number / tensor;
    }

    @Override
    public double power(double x, double y) {
      return Glibc.pow(x, y);
    }

    @Override
    public double cosine(double x) {
      return Scalars.cos(x);
    }
  };

  /** The nearest number of this precision. */
  public abstract double round(double x);

  /** A Python number over a tensor: MindSpore multiplies the number by the tensor's reciprocal. */
  public abstract double numberOver(double number, double tensor);

  /** x to the power y. */
  public abstract double power(double x, double y);

  /** The cosine of x radians. */
  public abstract double cosine(double x);

  /** a + b. */
  public double plus(double a, double b) {
    return round(round(a) + round(b));
  }

  /** a - b. */
  public double minus(double a, double b) {
    return round(round(a) - round(b));
  }

  /** a * b. */
  public double times(double a, double b) {
    return round(round(a) * round(b));
  }

  /** a / b; a division by 0 gives an infinity or NaN. */
  public double over(double a, double b) {
    return round(round(a) / round(b));
  }
}
