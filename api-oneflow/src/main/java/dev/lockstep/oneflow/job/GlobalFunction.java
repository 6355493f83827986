package dev.lockstep.oneflow.job;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@code @flow.global_function(type, function_config)}: makes a method a job function. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface GlobalFunction {
  /** What it is for. */
  JobType type() default JobType.PREDICT;

  /**
   * The method of the same object, without parameters, that makes its {@link FunctionConfig}; empty
   * for none.
   */
  String functionConfig() default "";
}
