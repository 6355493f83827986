package dev.lockstep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What is known about the machine. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Processor and number of cores. */
  static String describe() {
    return "%s cores, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            said("model name").orElse(System.getProperty("os.arch")));
  }

  /** Whether the processor is AMD's. */
  static boolean isAmd() {
    return said("vendor_id").filter("AuthenticAMD"::equals).isPresent();
  }

  /** What Linux says of the first processor; nothing elsewhere. */
  private static Optional<String> said(String field) {
    try {
      return Files.readAllLines(CPU).stream()
          .filter(line -> line.startsWith(field))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // no Linux
    }
  }
}
