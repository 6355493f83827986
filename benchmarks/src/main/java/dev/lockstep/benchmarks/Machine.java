package dev.lockstep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is said about the machine beside figures. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Processor and number of cores. */
  static String describe() {
    return "%s cores, %s".formatted(Runtime.getRuntime().availableProcessors(), processor());
  }

  private static String processor() {
    try {
      for (String line : Files.readAllLines(CPU)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).trim();
        }
      }
    } catch (IOException e) {
      return System.getProperty("os.arch"); // no Linux
    }
    return System.getProperty("os.arch");
  }
}
