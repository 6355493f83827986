package dev.lockstep.conformance;

import dev.lockstep.config.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code known-gaps.txt}: ids of cases that are not replayed within budget yet, one a line ({@code
 * *} allowed), the reason above it as a comment.
 */
final class KnownGaps {
  private final List<String> patterns = new ArrayList<>();

  KnownGaps(String text) {
    String reason = "";
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("#")) {
        reason = line;
      } else if (!line.isEmpty()) {
        if (reason.isEmpty()) {
          throw new IllegalArgumentException("known-gaps.txt: no reason above " + line);
        }
        patterns.add(line);
        reason = "";
      }
    }
  }

  static KnownGaps load() throws IOException {
    try (InputStream file = KnownGaps.class.getResourceAsStream("known-gaps.txt")) {
      return new KnownGaps(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  boolean has(CaseReport report) {
    return patterns.stream().anyMatch(pattern -> Glob.matches(pattern, report.id()));
  }

  /** Gaps that are none any more: every case that they name is replayed within budget. */
  List<String> closed(List<CaseReport> reports) {
    List<String> closed = new ArrayList<>(patterns);
    for (CaseReport report : reports) {
      if (!report.replayed() || report.first().isPresent()) {
        closed.removeIf(pattern -> Glob.matches(pattern, report.id()));
      }
    }
    return closed;
  }
}
