package dev.lockstep.torch.aten;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.math.Glibc;
import dev.lockstep.torch.sqrt.SquareRoot;
import org.jspecify.annotations.Nullable;

/**
 * A number in a computation that mixes Python floats and tensors without dimensions: Python floats
 * stay double among themselves, and are rounded to the tensor's type where they meet one. Of two
 * tensors the wider type counts.
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

  /** The type of this tensor; null for a Python float. */
  public @Nullable DType type() {
    return type;
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

  /**
   * {@code x ** y}, where one of them is a tensor: some powers of a tensor to a Python float are
   * products or the square root, all others are the C library's.
   *
   * @param root the one that this torch takes
   */
  public Scalar pow(Scalar y, SquareRoot root) {
    if (y.type == null && type != null) {
      double power =
          type == DType.F32
              ? Aten.pow((float) value, y.value, root)
              : Aten.pow(value, y.value, root);
      return tensor(type, power);
    }
    double power =
        common(y) == DType.F32
            ? Glibc.powf((float) value, (float) y.value)
            : Glibc.pow(value, y.value);
    return result(y, power);
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
    DType common = common(other);
    return common == null ? value : common.round(value);
  }

  private Scalar result(Scalar other, double result) {
    DType common = common(other);
    return common == null ? python(result) : tensor(common, result);
  }

  private @Nullable DType common(Scalar other) {
    if (type == null || other.type == null) {
      return type == null ? other.type : type;
    }
    return type == DType.F64 ? type : other.type;
  }

  @Override
  public String toString() {
    return type == null ? String.valueOf(value) : type.id() + " " + value;
  }
}
