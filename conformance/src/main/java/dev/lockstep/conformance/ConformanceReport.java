package dev.lockstep.conformance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.conformance.verdict.CardTrials;
import java.util.List;
import java.util.Locale;

/**
 * The outcome of a replay.
 *
 * @param files each file that holds traces, in order
 * @param verdicts the rows of cards that were tried; none unless that was asked for
 */
public record ConformanceReport(
    List<FileReport> files,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CardTrials.Outcome> verdicts) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public ConformanceReport {
    files = List.copyOf(files);
    verdicts = List.copyOf(verdicts);
  }

  /** True if every case was replayed within its budget, and every tried verdict held. */
  @JsonIgnore
  public boolean isFine() {
    return files.stream().allMatch(f -> f.withinBudget() && f.replayed() == f.cases())
        && verdicts.stream().allMatch(CardTrials.Outcome::held);
  }

  /** True if there are files, and not even one line of one of them was a case. */
  public boolean nothingRead() {
    return !files.isEmpty() && files.stream().allMatch(file -> file.framework().isEmpty());
  }

  /** How many cases there are. */
  public int cases() {
    return files.stream().mapToInt(FileReport::cases).sum();
  }

  /** How many were replayed. */
  public int replayed() {
    return files.stream().mapToInt(FileReport::replayed).sum();
  }

  /** How many left their budget. */
  public int outside() {
    return files.stream().mapToInt(file -> file.deviations().size()).sum();
  }

  /** Recorded numbers compared. */
  public long values() {
    return files.stream().mapToLong(FileReport::values).sum();
  }

  /** Those at 0 ULP. */
  public long exact() {
    return files.stream().mapToLong(FileReport::exact).sum();
  }

  /** The outcome as JSON. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The outcome as a page of Markdown. */
  public String toMarkdown() {
    StringBuilder page = new StringBuilder("# Conformance\n\n");
    page.append(
        "%s of %s cases replayed, %s outside the budget; %s values, %s at 0 ULP.\n\n"
            .formatted(replayed(), cases(), outside(), values(), exact()));
    page.append(
        "| file | version | cases | replayed | values | at 0 ULP | worst ULP | mode | budget | within |\n");
    page.append("|---|---|---|---|---|---|---|---|---|---|\n");
    for (FileReport f : files) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %s %s | %s | %s | %s | %s | %.0f | %s | %s | %s |\n",
              f.file(),
              f.framework(),
              f.version(),
              f.cases(),
              f.replayed(),
              f.values(),
              f.exact(),
              f.worstUlp(),
              f.mode(),
              f.budget(),
              f.withinBudget() ? "yes" : "no"));
    }
    section(
        page,
        "Outside the budget",
        files.stream().flatMap(f -> f.deviations().stream()).map(Deviation::toString).toList());
    section(
        page,
        "Not replayed",
        files.stream()
            .flatMap(f -> f.unsupported().stream())
            .map(u -> u.id() + ": " + u.reason())
            .toList());
    section(
        page,
        "Verdicts that do not hold",
        verdicts.stream().filter(v -> !v.held()).map(v -> v.row() + ": " + v.failure()).toList());
    return page.toString();
  }

  private static void section(StringBuilder page, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      page.append("\n## ").append(title).append("\n\n");
      lines.forEach(line -> page.append("- ").append(line).append('\n'));
    }
  }
}
