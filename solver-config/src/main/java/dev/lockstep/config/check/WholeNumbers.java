package dev.lockstep.config.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Options of MindSpore that refuse a whole number where a float is due, {@code momentum=1}. Which
 * do was recorded from the real constructors (MindSpore 2.10); it follows no rule.
 *
 * @param options {@code mindspore.nn.Momentum momentum}
 */
record WholeNumbers(Set<String> options) {
  /** Read once. */
  private static final class Loaded {
    static final WholeNumbers ALL = read();
  }

  static WholeNumbers load() {
    return Loaded.ALL;
  }

  private static WholeNumbers read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    WholeNumbers.class.getResourceAsStream("whole-numbers-refused.txt")),
                StandardCharsets.UTF_8))) {
      return new WholeNumbers(
          lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is a whole number that this option refuses. */
  boolean refused(String api, String option, @Nullable Object value) {
    boolean whole = value instanceof Integer || value instanceof Long;
    return whole && options.contains(api + " " + option);
  }
}
