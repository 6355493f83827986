package dev.lockstep.core;

/** Element type of a {@link Tensor}. */
public enum DType {
  /** IEEE-754 binary32. */
  F32("f32"),
  /** IEEE-754 binary64. */
  F64("f64");

  private final String id;

  DType(String id) {
    this.id = id;
  }

  /** The short name used in traces and definitions: {@code f32} or {@code f64}. */
  public String id() {
    return id;
  }

  /**
   * The element type with the given short name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DType of(String id) {
    for (DType dtype : values()) {
      if (dtype.id.equals(id)) {
        return dtype;
      }
    }
    throw new IllegalArgumentException("dtype must be f32 or f64, got " + id);
  }

  /** The distance from 1 to the next larger number. */
  public double epsilon() {
    return this == F32 ? Math.ulp(1f) : Math.ulp(1.0);
  }

  /** The value as this type holds it: rounded to nearest for {@code F32}, unchanged for F64. */
  public double round(double value) {
    return this == F32 ? (float) value : value;
  }
}
