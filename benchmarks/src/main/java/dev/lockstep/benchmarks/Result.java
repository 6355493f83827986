package dev.lockstep.benchmarks;

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

  /** The best on one thread; on several the median, because they depend on the scheduler. */
  double time(int threads) {
    return threads == 1 ? best : median;
  }
}
