package dev.lockstep.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one file of traces.
 *
 * @param file its path below the folder that was asked for
 * @param framework of its cases
 * @param version of the framework
 * @param root which square root torch's kernels were given: {@code stock} or {@code ieee}; empty
 *     for other frameworks
 * @param all its cases, in order
 */
@JsonPropertyOrder({
  "file",
  "framework",
  "version",
  "cases",
  "replayed",
  "unsupported",
  "values",
  "exact",
  "worstUlp",
  "worstCase",
  "mode",
  "root",
  "budget",
  "withinBudget",
  "deviations"
})
public record FileReport(
    String file,
    String framework,
    String version,
    String root,
    @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) List<CaseReport> all) {

  public FileReport {
    all = List.copyOf(all);
  }

  /**
   * A case that was not replayed.
   *
   * @param id the case, or its place in the file
   * @param reason why not
   */
  public record Unsupported(String id, String reason) {}

  /** How many cases the file holds. */
  @JsonProperty
  public int cases() {
    return all.size();
  }

  /** How many of them were replayed. */
  @JsonProperty
  public int replayed() {
    return (int) all.stream().filter(CaseReport::replayed).count();
  }

  /** The others. */
  @JsonProperty
  public List<Unsupported> unsupported() {
    List<Unsupported> unsupported = new ArrayList<>();
    for (CaseReport report : all) {
      if (!report.replayed()) {
        unsupported.add(new Unsupported(report.id(), report.unsupported()));
      }
    }
    return unsupported;
  }

  /** The cases that were not replayed, by reason. */
  public Map<String, List<String>> unsupportedByReason() {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (Unsupported one : unsupported()) {
      reasons.computeIfAbsent(one.reason(), reason -> new ArrayList<>()).add(one.id());
    }
    return reasons;
  }

  /** Recorded numbers compared: every hex word of parameters and state, every step. */
  @JsonProperty
  public long values() {
    return all.stream().mapToLong(CaseReport::values).sum();
  }

  /** Those at 0 ULP. */
  @JsonProperty
  public long exact() {
    return all.stream().mapToLong(CaseReport::exact).sum();
  }

  /** The largest distance of any compared number. */
  @JsonProperty
  public double worstUlp() {
    double worst = all.stream().mapToDouble(CaseReport::worstUlp).max().orElse(0);
    return Math.min(worst, Double.MAX_VALUE); // JSON has no infinity
  }

  /** The case with the largest distance; null if all numbers are exact. */
  @JsonProperty
  public @Nullable String worstCase() {
    String worst = null;
    double ulp = 0;
    for (CaseReport report : all) {
      if (report.worstUlp() > ulp) {
        ulp = report.worstUlp();
        worst = report.id();
      }
    }
    return worst;
  }

  /** How it was replayed: restarted if any case was. */
  @JsonProperty
  public String mode() {
    boolean restarted = all.stream().anyMatch(r -> r.budget().mode() == Mode.RESTARTED);
    return (restarted ? Mode.RESTARTED : Mode.FREE).toString();
  }

  /** What was allowed. */
  @JsonProperty
  public String budget() {
    Set<Budget.Entry> entries = new LinkedHashSet<>();
    all.forEach(report -> entries.addAll(report.budget().entries()));
    return entries.isEmpty()
        ? "0 ULP"
        : entries.stream().map(Budget.Entry::toString).collect(Collectors.joining("; "));
  }

  /** True if cases were replayed and none of them left its budget. */
  @JsonProperty
  public boolean withinBudget() {
    return replayed() > 0 && all.stream().allMatch(report -> report.first().isEmpty());
  }

  /** The first deviation of each case that left its budget. */
  @JsonProperty
  public List<Deviation> deviations() {
    return all.stream().map(CaseReport::first).flatMap(Optional::stream).toList();
  }

  /** For each bound that was used, the largest deviation, in its unit. */
  Map<Budget.Entry, Double> observed() {
    Map<Budget.Entry, Double> observed = new LinkedHashMap<>();
    for (CaseReport report : all) {
      report.observed().forEach((entry, far) -> observed.merge(entry, far, Math::max));
    }
    return observed;
  }
}
