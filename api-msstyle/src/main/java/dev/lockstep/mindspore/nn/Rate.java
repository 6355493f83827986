package dev.lockstep.mindspore.nn;

import dev.lockstep.core.OptionException;
import dev.lockstep.mindspore.LearningRate;

/** A learning rate as an optimizer holds it: read once a step, assignable if it is constant. */
final class Rate {
  /** How a rate is kept and read. */
  enum Precision {
    /** Double. */
    EXACT,
    /** Float32. */
    FLOAT,
    /** Float32, a constant read as {@code rate + 1 - 1}. */
    FLOAT_BESIDE_DYNAMIC
  }

  private final String name;
  private final LearningRate source;
  private final Precision precision;
  private double constant;
  private double current;

  /**
   * A rate.
   *
   * @param name as in a checkpoint, {@code learning_rate_group_1}
   */
  Rate(String name, LearningRate source, Precision precision) {
    this.name = name;
    this.source = source;
    this.precision = precision;
    if (source instanceof LearningRate.Constant given) {
      assign(given.value());
    }
  }

  String name() {
    return name;
  }

  boolean isConstant() {
    return source instanceof LearningRate.Constant;
  }

  /** The number that was assigned, before a reading. */
  double constant() {
    return constant;
  }

  void assign(double value) {
    constant = precision == Precision.EXACT ? value : (float) value;
  }

  /** What the last {@link #read} found. */
  double current() {
    return current;
  }

  /** Reads the rate of a step, counted from 0. */
  double read(int step) {
    if (source instanceof LearningRate.Scheduled scheduled) {
      current = scheduled.schedule().construct(step);
    } else if (source instanceof LearningRate.Table table) {
      current = read(table, step);
    } else if (precision == Precision.FLOAT_BESIDE_DYNAMIC) {
      current = (float) constant + 1f - 1f;
    } else {
      current = constant;
    }
    return current;
  }

  private double read(LearningRate.Table table, int step) {
    if (step >= table.size()) {
      throw new OptionException(
          "the list %s has %s rates, so its range is [0, %s), but step %s was reached; make the"
                  .formatted(name, table.size(), table.size(), step)
              + " list as long as the training");
    }
    double value = table.get(step);
    return precision == Precision.EXACT ? value : (float) value;
  }
}
