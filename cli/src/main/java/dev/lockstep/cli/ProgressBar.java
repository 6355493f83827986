package dev.lockstep.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** How many files are done, on one line of a terminal; nothing elsewhere. Thread-safe. */
final class ProgressBar implements Consumer<String>, AutoCloseable {
  /** Fewer files are done before anybody looks. */
  private static final int LEAST = 20;

  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final int total;
  private final boolean shown;
  private final AtomicInteger done = new AtomicInteger();

  ProgressBar(Console console, int total) {
    this.out = console.err();
    this.total = total;
    this.shown = console.ansi().enabled() && !console.quiet() && total >= LEAST;
  }

  @Override
  public void accept(String path) {
    int now = done.incrementAndGet();
    boolean moves = now * WIDTH / total > (now - 1) * WIDTH / total;
    if (shown && moves) {
      int filled = now * WIDTH / total;
      String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
      synchronized (out) {
        out.print("\r[" + bar + "] " + now + "/" + total);
        out.flush();
      }
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (shown) {
      out.print("\r" + " ".repeat(WIDTH + 24) + "\r");
      out.flush();
    }
  }
}
