package dev.lockstep.porter.python;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of an expression's value before the program runs.
 *
 * @param constant a Boolean, Long, Double, String, a List of Values, {@link #NONE}, or empty if the
 *     value is not known
 * @param overridable whether it is only a default that a run may replace: an option of the command
 *     line, or a parameter's default
 */
public record Value(Optional<Object> constant, boolean overridable) {
  /** Python's None. */
  public static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "None";
        }
      };

  /** A value that is not known. */
  public static final Value UNKNOWN = new Value(Optional.empty(), false);

  /** A value that every run has. */
  public static Value of(Object constant) {
    return new Value(Optional.of(constant), false);
  }

  /** The same value, as a default that a run may replace. */
  public Value asDefault() {
    return new Value(constant, true);
  }

  /** Whether there is a value, be it a default. */
  public boolean known() {
    return constant.isPresent();
  }

  /** Whether every run has this value. */
  public boolean certain() {
    return known() && !overridable;
  }

  /** The value as a number; booleans are not numbers here. */
  public OptionalDouble number() {
    return constant.isPresent() && constant.get() instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** Whether it is this number in every run. */
  public boolean isCertainly(double number) {
    return certain() && number().isPresent() && number().getAsDouble() == number;
  }

  /** Whether it is this boolean in every run. */
  public boolean isCertainly(boolean truth) {
    return certain() && constant.orElseThrow().equals(truth);
  }

  /** Whether it is None in every run. */
  public boolean isCertainlyNone() {
    return certain() && constant.orElseThrow() == NONE;
  }

  /** The elements of a list or tuple. */
  public Optional<List<?>> elements() {
    return constant.isPresent() && constant.get() instanceof List<?> list
        ? Optional.of(list)
        : Optional.empty();
  }
}
