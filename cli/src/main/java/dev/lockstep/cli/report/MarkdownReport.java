package dev.lockstep.cli.report;

import dev.lockstep.porter.Action;
import dev.lockstep.porter.Decision;
import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortReport;
import java.util.Locale;

/** A port as Markdown, for a merge request: a table a file. */
public final class MarkdownReport {
  private final String language;

  /** A report in that language. */
  public MarkdownReport(String language) {
    this.language = language;
  }

  /** The report. */
  public String markdown(PortReport report) {
    StringBuilder out = new StringBuilder("# lockstep port\n");
    report.files().forEach(file -> file(out, file));
    return out.toString();
  }

  private void file(StringBuilder out, FileReport file) {
    String status = file.status().name().toLowerCase(Locale.ROOT);
    out.append("\n## ").append(cell(file.path())).append(": ").append(status).append("\n\n");
    file.problem().ifPresent(problem -> out.append(cell(problem)).append("\n"));
    if (file.decisions().stream().anyMatch(d -> d.action() != Action.KEPT)) {
      out.append(
          "| line | construct | action | verdict | rule | why |\n|---|---|---|---|---|---|\n");
    }
    file.decisions().stream()
        .filter(d -> d.action() != Action.KEPT)
        .forEach(d -> out.append(row(d)));
  }

  private String row(Decision d) {
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            d.line(),
            d.construct().id(),
            d.action().name().toLowerCase(Locale.ROOT),
            d.verdict(),
            d.rule(),
            cell(d.reason().in(language)));
  }

  private static String cell(String text) {
    return text.replaceAll("([\\\\|*_`<>\\[\\]])", "\\\\$1").replaceAll("\\R+", " ");
  }
}
