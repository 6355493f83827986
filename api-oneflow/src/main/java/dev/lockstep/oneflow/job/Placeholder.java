package dev.lockstep.oneflow.job;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code tp.Numpy.Placeholder(shape, dtype)}: what a parameter of a job function takes. A floating
 * one is a {@link dev.lockstep.core.Tensor}, a whole one an {@code int[]}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Placeholder {
  /** The extents. */
  int[] shape();

  /** The type of the elements. */
  DataType dtype() default DataType.FLOAT;
}
