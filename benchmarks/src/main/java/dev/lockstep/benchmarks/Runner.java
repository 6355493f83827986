package dev.lockstep.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The process of one contestant for one heat, and what it measured so far. */
final class Runner implements AutoCloseable {
  private final Rival rival;
  private final Process process;
  private final PrintStream in;
  private final BufferedReader out;
  private final double parameters;
  private final List<Turn> turns = new ArrayList<>();
  private double probe = Double.NaN;
  private String version = "";
  private String missing = "";

  private Runner(Rival rival, long parameters, Process process) {
    this.rival = rival;
    this.parameters = parameters;
    this.process = process;
    this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the process; it makes its tensors and takes its first steps. */
  static Runner start(Rival rival, String optimizer, int threads, Layout layout)
      throws IOException {
    List<String> command = new ArrayList<>(rival.command());
    command.addAll(List.of(optimizer, Integer.toString(threads)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(log(rival).toFile());
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    Runner runner = new Runner(rival, layout.total(), builder.start());
    runner.in.println(sizes(layout.decayed()));
    runner.in.println(sizes(layout.plain()));
    runner.readReady();
    return runner;
  }

  private static Path log(Rival rival) {
    return Rivals.BUILD.resolve(rival.name() + ".log");
  }

  private static String sizes(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private void readReady() throws IOException {
    String line = out.readLine();
    String[] words = line == null ? new String[0] : line.split(" ", 3);
    if (words.length == 3 && words[0].equals("ready")) {
      probe = Double.parseDouble(words[1]);
      version = words[2];
    } else if (words.length > 1 && words[0].equals("missing")) {
      missing = line.substring("missing ".length());
    } else {
      missing = "the process ended; what it printed is in " + log(rival);
    }
  }

  /** Steps for that long without counting it: compilers and caches get warm. */
  void warm(long milliseconds) throws IOException {
    if (isRunning()) {
      in.println(milliseconds);
      out.readLine();
    }
  }

  /** Steps for that long. */
  void burst(long milliseconds) throws IOException {
    if (!isRunning()) {
      return;
    }
    in.println(milliseconds);
    String line = out.readLine();
    if (line == null) {
      missing = "the process ended in the middle";
      return;
    }
    long[] numbers = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    turns.add(new Turn(numbers[1] / parameters, numbers[2] / parameters));
  }

  boolean isRunning() {
    return missing.isEmpty();
  }

  Rival rival() {
    return rival;
  }

  /** What was measured. */
  Result result() {
    return isRunning()
        ? Result.measured(rival.name(), version, List.copyOf(turns), probe)
        : Result.missing(rival, missing);
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
    }
  }
}
