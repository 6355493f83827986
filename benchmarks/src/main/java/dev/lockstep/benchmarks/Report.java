package dev.lockstep.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the race prints and writes. */
final class Report {
  // Contestants compute in slightly different orders; another formula would be off by far more.
  private static final double PROBE_TOLERANCE = 1e-5;

  private final List<String> rivals;
  private final List<String> ours;
  private int misses;

  Report(List<Rival> rivals) {
    this.ours = rivals.stream().filter(Rival::isOurs).map(Rival::name).toList();
    this.rivals = rivals.stream().filter(rival -> !rival.isOurs()).map(Rival::name).toList();
  }

  /** How many targets were missed in the lines so far. */
  int misses() {
    return misses;
  }

  /** The heading of the table. */
  String heading() {
    StringBuilder line = new StringBuilder();
    line.append(
        "Time of Lockstep, the other's being 1 (below 1: Lockstep is faster; !: target missed)\n");
    line.append(
        String.format(Locale.ROOT, "%-10s %-9s %-2s %-19s", "layout", "optimizer", "th", ""));
    rivals.forEach(rival -> line.append(String.format(Locale.ROOT, " %14s", rival)));
    return line.toString();
  }

  /** The lines of one heat, one for each of our contestants. */
  List<String> lines(Heat heat) {
    List<String> lines = new ArrayList<>();
    for (String name : ours) {
      if (heat.of(name).isPresent()) {
        lines.add(line(heat, name));
      }
    }
    heat.results().stream()
        .filter(result -> isWrong(heat, result))
        .forEach(
            result ->
                lines.add(
                    "  %s computes something else: %s"
                        .formatted(result.contestant(), result.probe())));
    return lines;
  }

  private String line(Heat heat, String name) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%-10s %-9s %-2d %-19s",
            heat.layout(),
            heat.optimizer(),
            heat.threads(),
            name));
    for (String rival : rivals) {
      line.append(String.format(Locale.ROOT, " %14s", cell(heat, name, rival)));
    }
    return line.toString();
  }

  private String cell(Heat heat, String name, String rival) {
    return heat.ratio(name, rival)
        .map(
            ratio -> {
              // Two digits: ratios of one run hold to about five percent.
              boolean missed =
                  Target.bound(heat, rival).filter(bound -> ratio >= bound + 0.005).isPresent();
              misses += missed ? 1 : 0;
              return String.format(
                  Locale.ROOT, ratio < 0.1 ? "%.3f%s" : "%.2f%s", ratio, missed ? "!" : "");
            })
        .orElse("-");
  }

  private static boolean isWrong(Heat heat, Result result) {
    return result.missing().isEmpty()
        && heat.results().stream()
            .filter(other -> other.missing().isEmpty())
            .anyMatch(other -> Math.abs(other.probe() - result.probe()) > PROBE_TOLERANCE)
        && heat.of("lockstep-native")
            .filter(ours -> Math.abs(ours.probe() - result.probe()) > PROBE_TOLERANCE)
            .isPresent();
  }

  /** Who did not take part, and why; who did, in which version. */
  static List<String> contestants(List<Heat> heats) {
    Map<String, String> notes = new LinkedHashMap<>();
    for (Heat heat : heats) {
      for (Result result : heat.results()) {
        if (result.missing().isEmpty()) {
          notes.put(result.contestant(), result.version());
        } else {
          notes.putIfAbsent(result.contestant(), "missing: " + result.missing());
        }
      }
    }
    return notes.entrySet().stream()
        .map(note -> String.format(Locale.ROOT, "%-19s %s", note.getKey(), note.getValue()))
        .toList();
  }

  /** Everything measured, as JSON. */
  static void write(Path file, String machine, List<Heat> heats) throws IOException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("machine", machine);
    root.put("unit", "nanoseconds per parameter and step");
    root.put("heats", heats);
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), root);
  }
}
