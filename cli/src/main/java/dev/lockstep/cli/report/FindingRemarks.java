package dev.lockstep.cli.report;

import dev.lockstep.config.check.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Findings of {@code lockstep check} for other tools. */
public final class FindingRemarks {
  private static final String NAME = "lockstep check";

  private FindingRemarks() {}

  /** The findings as SARIF. */
  public static String sarif(List<Finding> findings) {
    return SarifReport.render(NAME, findings.stream().map(FindingRemarks::remark).toList());
  }

  private static Remark remark(Finding finding) {
    return new Remark(
        Optional.of(finding.rule()),
        finding.isError() ? Remark.Level.ERROR : Remark.Level.WARNING,
        finding.file(),
        finding.line(),
        finding.line(),
        finding.column(),
        (finding.message() + " " + finding.suggestion()).strip(),
        Map.of());
  }

  /**
   * The findings as JUnit's XML: a case a file, which fails if it has errors; warnings are its
   * output.
   */
  public static String junit(List<String> files, List<Finding> findings) {
    List<JunitReport.Case> cases = files.stream().map(file -> made(file, findings)).toList();
    return JunitReport.render(List.of(new JunitReport.Suite(NAME, cases)));
  }

  private static JunitReport.Case made(String file, List<Finding> findings) {
    String errors = lines(findings, file, true);
    String warnings = lines(findings, file, false);
    return new JunitReport.Case(
        "definition",
        file,
        errors.isEmpty() ? JunitReport.Outcome.PASSED : JunitReport.Outcome.FAILURE,
        errors,
        warnings.isEmpty() ? Optional.empty() : Optional.of(warnings));
  }

  private static String lines(List<Finding> findings, String file, boolean errors) {
    return findings.stream()
        .filter(f -> f.file().equals(file) && f.isError() == errors)
        .map(Finding::toString)
        .reduce("", (a, b) -> a + b + "\n");
  }
}
