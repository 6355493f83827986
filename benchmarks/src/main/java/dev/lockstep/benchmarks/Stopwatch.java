package dev.lockstep.benchmarks;

/** The best time of many: what else the machine does only ever adds to one. */
final class Stopwatch {
  private Stopwatch() {}

  /**
   * The least nanoseconds that it took.
   *
   * @param warm milliseconds before counting
   * @param times how often it is measured
   */
  static double best(Runnable work, long warm, int times) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < warm * 1_000_000) {
      work.run();
    }
    long best = Long.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }
}
