package dev.lockstep.torch.optim;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.torch.aten.Scalar;

/**
 * What torch computes with a number in: Python's floats, or the type of the tensor that holds it,
 * to which it rounds every Python float that meets the tensor and every result.
 */
public enum RateType {
  /** A Python float: doubles. */
  PYTHON(false),
  /** A float32 tensor without dimensions. */
  F32(true),
  /** A float64 tensor without dimensions. */
  F64(false);

  private final boolean single;

  RateType(boolean single) {
    this.single = single;
  }

  /** How an option is held; in common arithmetic a tensor means its number. */
  public static RateType of(Options options, OptionKey<Double> key, Arithmetic arithmetic) {
    return options.live(key) instanceof LiveNumber held && arithmetic != Arithmetic.COMMON
        ? of(held.dtype())
        : PYTHON;
  }

  /** Of a tensor. */
  public static RateType of(DType dtype) {
    return dtype == DType.F32 ? F32 : F64;
  }

  /** The number as a scalar of this type. */
  public Scalar scalar(double x) {
    return switch (this) {
      case PYTHON -> Scalar.python(x);
      case F32 -> Scalar.tensor(DType.F32, x);
      case F64 -> Scalar.tensor(DType.F64, x);
    };
  }

  /** Whether a tensor holds the number. */
  public boolean isTensor() {
    return this != PYTHON;
  }

  /** The type of what comes out where a number of this type and another one meet. */
  public RateType with(RateType other) {
    return compareTo(other) < 0 ? other : this;
  }

  /** The number as it is in this type. */
  public double round(double x) {
    return single ? (float) x : x;
  }

  /** {@code x + y}. */
  public double plus(double x, double y) {
    return single ? (float) x + (float) y : x + y;
  }

  /** {@code x - y}. */
  public double minus(double x, double y) {
    return single ? (float) x - (float) y : x - y;
  }

  /** {@code x * y}. */
  public double times(double x, double y) {
    return single ? (float) x * (float) y : x * y;
  }

  /**
   * {@code x / y}, x of this type.
   *
   * @throws dev.lockstep.core.OptionException for a division of Python floats by 0
   */
  public double over(double x, double y) {
    if (this == PYTHON) {
      return Floats.over(x, y);
    }
    return single ? (float) x / (float) y : x / y;
  }
}
