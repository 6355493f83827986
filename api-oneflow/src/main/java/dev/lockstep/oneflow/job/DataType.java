package dev.lockstep.oneflow.job;

/** Types of elements. */
public enum DataType {
  /** float32. */
  FLOAT,
  /** float64. */
  DOUBLE,
  /** Whole numbers, such as labels. */
  INT32
}
