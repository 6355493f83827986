package dev.lockstep.benchmarks;

/** The best time of many: what else the machine does only ever adds to one. */
final class Stopwatch {
  private Stopwatch() {}

  /** The least nanoseconds that it took, in that many milliseconds and at least three times. */
  static long best(Runnable work, long milliseconds) {
    long begin = System.nanoTime();
    long best = Long.MAX_VALUE;
    long end = begin;
    for (int times = 0; times < 3 || end - begin < milliseconds * 1_000_000; times++) {
      long start = System.nanoTime();
      work.run();
      end = System.nanoTime();
      best = Math.min(best, end - start);
    }
    return best;
  }
}
