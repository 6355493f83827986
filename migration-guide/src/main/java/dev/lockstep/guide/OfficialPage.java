package dev.lockstep.guide;

import com.samskivert.mustache.Template;
import dev.lockstep.conformance.comparison.OfficialMapping.Finding;
import dev.lockstep.conformance.comparison.Pair;
import dev.lockstep.mapping.PythonLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The vendors' tables beside our verdicts; the rows that do not hold first, with their witness. */
final class OfficialPage {
  private static final Template TEMPLATE = Templates.load("official");

  private final Facts facts;
  private final Words words;
  private final CardViews cards;

  /** What the template shows. */
  private record View(
      Map<String, String> words, String count, List<Contradiction> wrong, List<Row> rows) {}

  /** A row that does not hold. */
  private record Contradiction(Row row, String why, List<Walk> walks) {}

  /** A row of the table. */
  private record Row(
      String branch,
      String torch,
      String torchLink,
      String mindspore,
      String mindsporeLink,
      String said,
      String verdict) {}

  /** Numbers to follow by hand. */
  private record Walk(List<CardView.StepView> steps) {}

  OfficialPage(Facts facts, Words words) {
    this.facts = facts;
    this.words = words;
    this.cards = new CardViews(facts, words);
  }

  /** The page. */
  Page page() {
    List<Contradiction> wrong = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Finding finding : facts.findings()) {
      Row row = row(finding);
      rows.add(row);
      if (finding.contradicts()) {
        List<Walk> walks = finding.witness().stream().map(OfficialPage::walk).toList();
        wrong.add(new Contradiction(row, why(finding), walks));
      }
    }
    String count = words.of("official-count", wrong.size(), rows.size());
    String body = TEMPLATE.execute(new View(words.all(), count, wrong, rows));
    return new Page("official.html", words.of("official"), words.of("kind-LIST"), body);
  }

  private Row row(Finding finding) {
    String page = finding.row().page();
    return new Row(
        finding.row().branch(),
        finding.row().torch(),
        cards.link(finding.row().torch()),
        finding.row().mindspore(),
        cards.link(finding.row().mindspore()),
        finding.row().said() + (page.isEmpty() ? "" : " (" + page + ")"),
        finding.verdict().map(Enum::name).orElse(""));
  }

  /** The reason; ids of differences become links. */
  private String why(Finding finding) {
    String why = Html.escape(words.of(finding.reason()));
    for (var difference : facts.cards().differences()) {
      String id = difference.id();
      why =
          why.replaceAll(
              "(?<![\\w/>-])" + id + "(?![\\w-])",
              "<a href=\"/differences/%s.html\">%s</a>".formatted(id, id));
    }
    return why;
  }

  private static Walk walk(Pair.Walk walk) {
    List<CardView.StepView> steps = new ArrayList<>();
    String start = PythonLiteral.of(walk.start());
    steps.add(new CardView.StepView("0", "", start, start));
    for (int k = 0; k < walk.gradients().size(); k++) {
      steps.add(
          new CardView.StepView(
              Integer.toString(k + 1),
              PythonLiteral.of(walk.gradients().get(k)),
              PythonLiteral.of(walk.left().get(k)),
              PythonLiteral.of(walk.right().get(k))));
    }
    return new Walk(steps);
  }
}
