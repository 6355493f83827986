package dev.lockstep.cli.report;

import com.samskivert.mustache.Template;
import dev.lockstep.cli.Messages;
import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import dev.lockstep.conformance.comparison.Comparison;
import java.util.List;
import java.util.Optional;

/**
 * A comparison as a page: both definitions, what is known of them, numbers to follow by hand, and
 * the curves of a run.
 *
 * @param lang language of the text: {@code en} or {@code zh}
 * @param title heading
 * @param subtitle how both are run
 * @param verdict the verdict's name, or NONE
 * @param verdictLabel the verdict in words
 * @param leftTitle name of the left side
 * @param left its definition
 * @param rightTitle name of the right side
 * @param right its definition
 * @param sections what is known
 * @param tables numbers to follow by hand, if any
 * @param charts curves
 */
public record ComparePage(
    String lang,
    String title,
    String subtitle,
    String verdict,
    String verdictLabel,
    String leftTitle,
    String left,
    String rightTitle,
    String right,
    List<Section> sections,
    List<Table> tables,
    List<Page.Chart> charts) {

  /** Sentences under a heading. */
  public record Section(String heading, List<String> lines) {}

  /** A table. */
  public record Table(String heading, List<String> head, List<Row> rows) {}

  /** A row of a table. */
  public record Row(List<String> cells) {}

  private static final Template TEMPLATE = Templates.load("compare");

  /** A page of a comparison that was put into words. */
  public static ComparePage of(
      Comparison comparison,
      String verdictLabel,
      List<Section> sections,
      Optional<Table> walk,
      int steps,
      Messages messages) {
    Definition left = comparison.pair().left();
    Definition right = comparison.pair().right();
    return new ComparePage(
        messages.language(),
        messages.text("compare.title"),
        messages.text("compare.subtitle"),
        comparison.verdict().map(Enum::name).orElse("NONE"),
        verdictLabel,
        left.api(),
        Definitions.toYaml(left).strip(),
        right.api(),
        Definitions.toYaml(right).strip(),
        sections,
        walk.stream().toList(),
        new Curves(messages).of(left, right, steps));
  }

  /** The page as one HTML file that fetches nothing. */
  public String html() {
    return TEMPLATE.execute(this);
  }
}
