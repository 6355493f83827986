package dev.lockstep.benchmarks;

import java.util.stream.DoubleStream;

/**
 * What a contestant measured in one of its turns, in nanoseconds a parameter and step.
 *
 * @param best of the turn's steps
 * @param median of the turn's steps
 */
public record Turn(double best, double median) {
  /** The best on one thread; on several the median, because they depend on the scheduler. */
  double time(int threads) {
    return threads == 1 ? best : median;
  }

  /** The number in the middle; NaN if there is none. */
  static double middle(DoubleStream numbers) {
    double[] sorted = numbers.sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
