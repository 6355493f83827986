package dev.lockstep.core;

/**
 * How many threads may share one step; 1 unless said otherwise. The bits do not depend on it: large
 * parameters are cut at multiples of {@link Stepper#TILE}, small ones are handed out in batches.
 *
 * @param count at least 1; the calling thread is one of them
 */
public record Threads(int count) implements Option {
  public Threads {
    if (count < 1) {
      throw new OptionException("threads must be at least 1, got " + count);
    }
  }

  /** That many threads. */
  public static Threads of(int count) {
    return new Threads(count);
  }
}
