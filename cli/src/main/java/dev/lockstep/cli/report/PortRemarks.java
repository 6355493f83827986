package dev.lockstep.cli.report;

import dev.lockstep.porter.Action;
import dev.lockstep.porter.Decision;
import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A port for other tools: what needs a person is a warning or a failure, what was rewritten a note.
 */
public final class PortRemarks {
  private final String language;

  /** Remarks in that language. */
  public PortRemarks(String language) {
    this.language = language;
  }

  /** The decisions as SARIF. */
  public String sarif(PortReport report) {
    List<Remark> remarks = new ArrayList<>();
    for (FileReport file : report.files()) {
      file.problem().ifPresent(problem -> remarks.add(problem(file, problem)));
      file.decisions().stream()
          .filter(d -> d.action() != Action.KEPT)
          .forEach(d -> remarks.add(remark(file, d)));
    }
    return SarifReport.render("lockstep", remarks);
  }

  private static Remark problem(FileReport file, String problem) {
    return new Remark(
        Optional.empty(), Remark.Level.ERROR, file.path(), 1, 1, 0, problem, Map.of());
  }

  private Remark remark(FileReport file, Decision decision) {
    return new Remark(
        Optional.of(decision.rule()),
        decision.action() == Action.REFUSED ? Remark.Level.WARNING : Remark.Level.NOTE,
        file.path(),
        decision.line(),
        decision.endLine(),
        0,
        said(decision),
        Map.of("construct", decision.construct().id()));
  }

  private String said(Decision decision) {
    return decision.verdict() + ": " + decision.reason().in(language);
  }

  /** The decisions as JUnit's XML: a suite a file, a case a decision. */
  public String junit(PortReport report) {
    return JunitReport.render(report.files().stream().map(this::suite).toList());
  }

  private JunitReport.Suite suite(FileReport file) {
    List<JunitReport.Case> cases = new ArrayList<>();
    file.problem()
        .ifPresent(problem -> cases.add(made(file, "read", JunitReport.Outcome.ERROR, problem)));
    for (Decision decision : file.decisions()) {
      boolean refused = decision.action() == Action.REFUSED;
      cases.add(
          made(
              file,
              "line " + decision.line() + ": " + decision.rule(),
              refused ? JunitReport.Outcome.FAILURE : JunitReport.Outcome.PASSED,
              refused ? said(decision) : ""));
    }
    return new JunitReport.Suite(file.path(), cases);
  }

  private static JunitReport.Case made(
      FileReport file, String name, JunitReport.Outcome outcome, String message) {
    return new JunitReport.Case(file.path(), name, outcome, message, Optional.empty());
  }
}
