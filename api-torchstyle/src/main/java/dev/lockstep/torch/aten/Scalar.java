package dev.lockstep.torch.aten;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.torch.sqrt.SquareRoot;
import org.jspecify.annotations.Nullable;

/**
 * A number in a computation that mixes Python floats and tensors without dimensions: Python floats
 * stay double among themselves, and are rounded to the tensor's type where they meet one.
 */
public final class Scalar {
  private final double value;
  private final @Nullable DType type;

  private Scalar(double value, @Nullable DType type) {
    this.value = value;
    this.type = type;
  }

  /** A Python float. */
  public static Scalar python(double value) {
    return new Scalar(value, null);
  }

  /** A tensor without dimensions; the value is rounded to its type. */
  public static Scalar tensor(DType type, double value) {
    return new Scalar(type.round(value), type);
  }

  /** {@code float(x)}, {@code x.item()}. */
  public double value() {
    return value;
  }

  /** Whether this is a tensor. */
  public boolean isTensor() {
    return type != null;
  }

  /** {@code x + y}. */
  public Scalar plus(Scalar other) {
    return result(other, in(other) + other.in(this));
  }

  /** {@code x - y}. */
  public Scalar minus(Scalar other) {
    return result(other, in(other) - other.in(this));
  }

  /** {@code x * y}. */
  public Scalar times(Scalar other) {
    return result(other, in(other) * other.in(this));
  }

  /** {@code x * y} for a Python float y. */
  public Scalar times(double factor) {
    return times(python(factor));
  }

  /**
   * {@code x / y}; a Python float is divided by a tensor through its rounded reciprocal.
   *
   * @throws OptionException if both are Python floats and y is 0
   */
  public Scalar over(Scalar other) {
    if (type == null && other.type == null && other.value == 0) {
      throw new OptionException("float division by zero: the learning rate must not be 0 here");
    }
    if (type == null && other.type != null) {
      return result(other, in(other) * other.type.round(1 / other.value));
    }
    return result(other, in(other) / other.in(this));
  }

  /** {@code -x}. */
  public Scalar negative() {
    return new Scalar(-value, type);
  }

  /** {@code abs(x)}. */
  public Scalar abs() {
    return new Scalar(Math.abs(value), type);
  }

  /** {@code x.sqrt()}. */
  public Scalar sqrt(SquareRoot root) {
    double sqrt = type == DType.F32 ? root.sqrt((float) value) : root.sqrt(value);
    return new Scalar(sqrt, type);
  }

  /** {@code x < y}. */
  public boolean isBelow(Scalar other) {
    return in(other) < other.in(this);
  }

  /** {@code x <= y}. */
  public boolean isAtMost(Scalar other) {
    return in(other) <= other.in(this);
  }

  /** Python's {@code min(x, y)}: the first of equals. */
  public Scalar min(Scalar other) {
    return other.isBelow(this) ? other : this;
  }

  /** Python's {@code max(x, y)}: the first of equals. */
  public Scalar max(Scalar other) {
    return isBelow(other) ? other : this;
  }

  /** This value as it is when it meets the other one. */
  private double in(Scalar other) {
    return type == null && other.type != null ? other.type.round(value) : value;
  }

  private Scalar result(Scalar other, double result) {
    DType common = type == null ? other.type : type;
    return common == null ? python(result) : tensor(common, result);
  }

  @Override
  public String toString() {
    return type == null ? String.valueOf(value) : type.id() + " " + value;
  }
}
