package dev.lockstep.conformance.comparison;

import dev.lockstep.conformance.comparison.OfficialMapping.Finding;
import dev.lockstep.mapping.PythonLiteral;
import java.util.List;

/** The findings as a page in Markdown. */
public final class OfficialMappingPage {
  private OfficialMappingPage() {}

  /** The page. */
  public static String of(List<Finding> findings) {
    StringBuilder page = new StringBuilder();
    page.append("# The official tables, tried\n\n");
    page.append(
        """
        Each row of the vendors' tables of correspondences between torch and MindSpore, with our verdict
        (torch 2.15.0, MindSpore 2.10.0, CPU). This page is generated; a test fails when it is stale.
        Verdicts are of calls with both sides' defaults. "None" means that nothing is claimed.

        """);
    long wrong = findings.stream().filter(Finding::contradicts).count();
    page.append("## Contradictions: %s of %s rows\n\n".formatted(wrong, findings.size()));
    page.append(
        "The table or its page says what does not hold: that both are the same, that they are different\nalgorithms, or that other arguments correspond.\n\n");
    findings.stream().filter(Finding::contradicts).forEach(f -> contradiction(page, f));
    page.append("## All rows\n\n| branch | torch | MindSpore | official | ours | why |\n");
    page.append("|---|---|---|---|---|---|\n");
    for (Finding f : findings) {
      page.append(
          "| %s | `%s` | `%s` | %s | %s | %s |\n"
              .formatted(
                  f.row().branch(),
                  f.row().torch(),
                  f.row().mindspore(),
                  said(f),
                  f.verdict().map(Enum::name).orElse("None"),
                  f.reason().en()));
    }
    return page.toString();
  }

  private static String said(Finding f) {
    String page = f.row().page();
    return page.isEmpty() ? f.row().said() : f.row().said() + " (" + page + ")";
  }

  private static void contradiction(StringBuilder page, Finding f) {
    page.append(
        "### %s: `%s` / `%s`\n\n"
            .formatted(f.row().branch(), f.row().torch(), f.row().mindspore()));
    page.append("Official: %s. Ours: %s\n\n".formatted(said(f), f.reason().en()));
    f.witness().ifPresent(walk -> page.append(table(walk)));
  }

  private static String table(Pair.Walk walk) {
    StringBuilder table = new StringBuilder("| step | gradient | torch | MindSpore |\n");
    String start = PythonLiteral.of(walk.start());
    table.append("|---|---|---|---|\n| 0 | | %s | %s |\n".formatted(start, start));
    for (int k = 0; k < walk.gradients().size(); k++) {
      table.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  k + 1,
                  PythonLiteral.of(walk.gradients().get(k)),
                  PythonLiteral.of(walk.left().get(k)),
                  PythonLiteral.of(walk.right().get(k))));
    }
    return table.append('\n').toString();
  }
}
