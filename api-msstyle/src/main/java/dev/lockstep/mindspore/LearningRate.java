package dev.lockstep.mindspore;

import dev.lockstep.mindspore.nn.LearningRateSchedule;
import java.util.Arrays;

/** A learning rate: a number, a list with one number a step, or a schedule. */
public sealed interface LearningRate {
  /**
   * The same rate in every step; it may be assigned between steps.
   *
   * @param value the rate
   */
  record Constant(double value) implements LearningRate {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /** One rate a step; the list must be at least as long as the training. */
  final class Table implements LearningRate {
    private final double[] values;

    private Table(double[] values) {
      this.values = values.clone();
    }

    /** How many steps the list covers. */
    public int size() {
      return values.length;
    }

    /** The rate of a step, counted from 0. */
    public double get(int step) {
      return values[step];
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Table table && Arrays.equals(values, table.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return Arrays.toString(values);
    }
  }

  /**
   * A schedule that is asked with the global step.
   *
   * @param schedule the Cell
   */
  record Scheduled(LearningRateSchedule schedule) implements LearningRate {}

  /** A constant rate. */
  static LearningRate of(double value) {
    return new Constant(value);
  }

  /** A list: step {@code i} (counted from 0) takes the {@code i}-th value. */
  static LearningRate list(double... values) {
    return new Table(values);
  }

  /** A schedule. */
  static LearningRate of(LearningRateSchedule schedule) {
    return new Scheduled(schedule);
  }
}
