package dev.lockstep.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A contestant's process: reads two lines of tensor sizes, answers {@code ready PROBE VERSION},
 * then for each line {@code MILLISECONDS} steps that long and answers {@code STEPS BEST MEDIAN}, in
 * nanoseconds a step. One that cannot take part answers {@code missing REASON}.
 *
 * <p>The protocol is described in dev/bench/README.md; contestants in C and Python speak it too.
 */
public final class Contestant {
  private static final int WARM_STEPS = 3;
  private static final int MIN_STEPS = 3;

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  // Libraries may print to System.out while they load; answers go to the first one.
  private final PrintStream out = System.out;
  private long[] times = new long[1 << 16];

  private Contestant() {}

  /** Serves {@code OPTIMIZER THREADS} until the input ends. */
  public static void serve(String[] args, Subjects subjects) throws IOException {
    Contestant contestant = new Contestant();
    System.setOut(System.err);
    contestant.serve(args[0], Integer.parseInt(args[1]), subjects);
  }

  private void serve(String optimizer, int threads, Subjects subjects) throws IOException {
    List<List<Integer>> groups = List.of(readSizes(), readSizes());
    Subject subject;
    try {
      subject = subjects.make(optimizer, threads, groups);
    } catch (UnsupportedOperationException e) {
      out.println("missing " + e.getMessage());
      return;
    }
    for (int i = 0; i < WARM_STEPS; i++) {
      subject.prepare();
      subject.step();
    }
    out.println("ready " + subject.probe() + " " + subject.version());
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(burst(subject, Long.parseLong(line)));
    }
  }

  private List<Integer> readSizes() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    String line = in.readLine();
    for (String size : line == null ? new String[0] : line.trim().split(" ")) {
      if (!size.isEmpty()) {
        sizes.add(Integer.valueOf(size));
      }
    }
    return sizes;
  }

  private String burst(Subject subject, long milliseconds) {
    long begin = System.nanoTime();
    long last = begin;
    int steps = 0;
    while (steps < MIN_STEPS || last - begin < milliseconds * 1_000_000) {
      subject.prepare();
      long start = System.nanoTime();
      subject.step();
      long end = System.nanoTime();
      if (steps == times.length) {
        times = Arrays.copyOf(times, 2 * steps);
      }
      times[steps++] = end - start;
      last = end;
    }
    Arrays.sort(times, 0, steps);
    return steps + " " + times[0] + " " + times[steps / 2];
  }
}
