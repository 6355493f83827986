package dev.lockstep.oneflow.job;

import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The variables and the training state that job functions share: a predict job sees what a train
 * job has learnt.
 *
 * <p>Threads: one caller at a time.
 */
public final class Session {
  private final Map<String, Parameter> variables = new LinkedHashMap<>();
  private final Map<Parameter, Regularizer> regularizers = new HashMap<>();
  private final Map<String, Object> states = new HashMap<>();
  private final Map<String, Long> steps = new HashMap<>();

  /**
   * {@code flow.get_variable}: the variable of that name, made when it is first asked for.
   *
   * @param initializer the value of each element, in order
   * @throws OptionException if it is there with another shape
   */
  public Parameter variable(
      String name, Regularizer regularizer, DoubleSupplier initializer, int... shape) {
    Parameter known = variables.get(name);
    if (known == null) {
      Parameter made = make(name, initializer, shape);
      variables.put(name, made);
      regularizers.put(made, regularizer);
      return made;
    }
    if (!Arrays.equals(known.value().shape(), shape)) {
      throw new OptionException(
          "variable %s is %s, asked for with shape %s"
              .formatted(name, known.value(), Arrays.toString(shape)));
    }
    return known;
  }

  /**
   * Takes a variable that was made elsewhere, such as one in the memory of an engine.
   *
   * @throws OptionException if there is another one of its name
   */
  public void adopt(Parameter variable, Regularizer regularizer) {
    Parameter known = variables.putIfAbsent(variable.name(), variable);
    if (known != null && known != variable) {
      throw new OptionException("there is a variable " + variable.name() + " already");
    }
    regularizers.put(variable, regularizer);
  }

  private static Parameter make(String name, DoubleSupplier initializer, int... shape) {
    boolean wide = JobScope.dataType() == DataType.DOUBLE;
    Tensor value = Tensor.zeros(wide ? DType.F64 : DType.F32, shape);
    for (int i = 0; i < value.size(); i++) {
      value.set(i, initializer.getAsDouble());
    }
    return new Parameter(name, value);
  }

  /** All variables by name, in the order in which they were made. */
  public Map<String, Parameter> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** The regularizer of a variable. */
  public Regularizer regularizer(Parameter variable) {
    return regularizers.getOrDefault(variable, Regularizer.NONE);
  }

  /** What is kept under a name, made if it is not there: state of a {@link Minimizer}. */
  public <T> T state(String name, Class<T> type, Supplier<T> make) {
    return type.cast(states.computeIfAbsent(name, absent -> make.get()));
  }

  /** A train step by name: 0 before the first run. */
  public long trainStep(String lbn) {
    return steps.getOrDefault(lbn, 0L);
  }

  /** Sets a train step, as when a training is resumed. */
  public void setTrainStep(String lbn, long step) {
    steps.put(lbn, step);
  }

  /**
   * The job function of that name.
   *
   * @param owner an object with a public method of that name, annotated with {@link GlobalFunction}
   * @throws OptionException if there is none, or its declaration is wrong
   */
  public Job job(Object owner, String name) {
    return new Job(this, owner, name);
  }
}
