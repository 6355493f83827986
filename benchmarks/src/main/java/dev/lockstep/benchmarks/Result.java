package dev.lockstep.benchmarks;

import java.util.List;

/**
 * What one contestant measured in one heat.
 *
 * @param contestant its name
 * @param version library and version
 * @param best nanoseconds a parameter in the best step; NaN if it did not take part
 * @param median nanoseconds a parameter, the median of the bursts' medians
 * @param probe a parameter after three steps, the same for all
 * @param missing why it did not take part; empty if it did
 */
public record Result(
    String contestant, String version, double best, double median, double probe, String missing) {
  static Result missing(Rival rival) {
    return new Result(rival.name(), "", Double.NaN, Double.NaN, Double.NaN, rival.missing());
  }

  /**
   * What several processes measured together: the best step of all, the median of their medians.
   */
  static Result of(List<Result> processes) {
    Result first = processes.get(0);
    double[] medians = processes.stream().mapToDouble(Result::median).sorted().toArray();
    return new Result(
        first.contestant,
        first.version,
        processes.stream().mapToDouble(Result::best).min().orElse(Double.NaN),
        medians[medians.length / 2],
        first.probe,
        first.missing);
  }

  /** The best on one thread; on several the median, because they depend on the scheduler. */
  double time(int threads) {
    return threads == 1 ? best : median;
  }
}
