package dev.lockstep.oneflow.job;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;

/**
 * A job function that can be called.
 *
 * <p>Threads: as the session.
 */
public final class Job {
  private final Session session;
  private final Object owner;
  private final Method method;
  private final JobType type;
  private final FunctionConfig config;

  Job(Session session, Object owner, String name) {
    this.session = session;
    this.owner = owner;
    this.method = find(owner, name);
    GlobalFunction declared = method.getAnnotation(GlobalFunction.class);
    if (declared == null) {
      throw new OptionException(name + " is no job function: annotate it with @GlobalFunction");
    }
    for (Parameter parameter : method.getParameters()) {
      if (!parameter.isAnnotationPresent(Placeholder.class)) {
        throw new OptionException(
            "%s: parameter %s has no @Placeholder".formatted(name, parameter.getName()));
      }
    }
    type = declared.type();
    String maker = declared.functionConfig();
    config = maker.isEmpty() ? new FunctionConfig() : configOf(maker);
  }

  private static Method find(Object owner, String name) {
    for (Method method : owner.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new OptionException(
        "%s has no public method %s".formatted(owner.getClass().getSimpleName(), name));
  }

  private FunctionConfig configOf(String name) {
    Method maker = find(owner, name);
    if (maker.getParameterCount() == 0 && invoke(maker) instanceof FunctionConfig made) {
      return made;
    }
    throw new OptionException(name + " must take nothing and return a FunctionConfig");
  }

  /** What it is for. */
  public JobType type() {
    return type;
  }

  /** What it runs with; the defaults if it does not say. */
  public FunctionConfig config() {
    return config;
  }

  /**
   * Runs the job; a train job then updates the variables.
   *
   * @param arguments one for each placeholder
   * @return what the method returns; an empty text if it is void
   * @throws OptionException if an argument does not fit its placeholder, or the job minimises
   *     otherwise than its type says; no variable has changed then
   */
  public Object run(Object... arguments) {
    check(arguments);
    JobScope scope = JobScope.open(method.getName(), type, config);
    try {
      Object result = invoke(method, arguments);
      scope.train(session);
      return result;
    } finally {
      scope.close();
    }
  }

  private Object invoke(Method called, Object... arguments) {
    try {
      called.setAccessible(true); // a public method of a class that need not be public
      Object result = called.invoke(owner, arguments);
      return result == null ? "" : result;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(called.getName() + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(called.getName() + " cannot be called", e);
    }
  }

  private void check(Object... arguments) {
    Parameter[] parameters = method.getParameters();
    if (arguments.length != parameters.length) {
      throw new OptionException(
          "%s takes %s arguments, got %s"
              .formatted(method.getName(), parameters.length, arguments.length));
    }
    for (int i = 0; i < arguments.length; i++) {
      check(parameters[i], arguments[i]);
    }
  }

  private void check(Parameter parameter, Object argument) {
    Placeholder placeholder = parameter.getAnnotation(Placeholder.class);
    if (!fits(placeholder, argument)) {
      throw new OptionException(
          "%s: %s must be %s of shape %s, got %s"
              .formatted(
                  method.getName(),
                  parameter.getName(),
                  placeholder.dtype(),
                  Arrays.toString(placeholder.shape()),
                  argument instanceof int[] list ? "int[" + list.length + "]" : argument));
    }
  }

  private static boolean fits(Placeholder placeholder, Object argument) {
    if (placeholder.dtype() == DataType.INT32) {
      int size = Arrays.stream(placeholder.shape()).reduce(1, (a, b) -> a * b);
      return argument instanceof int[] list && list.length == size;
    }
    DType dtype = placeholder.dtype() == DataType.DOUBLE ? DType.F64 : DType.F32;
    return argument instanceof Tensor tensor
        && tensor.dtype() == dtype
        && Arrays.equals(tensor.shape(), placeholder.shape());
  }
}
