package dev.lockstep.cli.report;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import com.samskivert.mustache.Template;
import dev.lockstep.cli.Messages;
import dev.lockstep.config.Definition;
import dev.lockstep.config.Definitions;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.Action;
import dev.lockstep.porter.Decision;
import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortOptions;
import dev.lockstep.porter.PortReport;
import dev.lockstep.porter.PortedOptimizer;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A port as a page: figures, each optimizer with its curves, the decisions, the text before and
 * after.
 */
public final class HtmlReport {
  /** A list of numbers: its first four lines, and the rest. */
  private static final Pattern LONG_LIST =
      Pattern.compile("((?:^( *)- [-0-9.E]+\\n){4})(?:^ *- [-0-9.E]+\\n)+", Pattern.MULTILINE);

  /** Unchanged lines shown around a change. */
  private static final int CONTEXT = 4;

  /** Files whose parts are made side by side. */
  private static final int AT_ONCE = 64;

  private final Messages messages;
  private final String lang;
  private final Curves curves;
  private final Map<List<?>, List<Page.Chart>> charts = new ConcurrentHashMap<>();

  /** A report in the language of the messages. */
  public HtmlReport(Messages messages) {
    this.messages = messages;
    this.lang = messages.language();
    this.curves = new Curves(messages);
  }

  /** Writes the page; of no more than a few files is there a part in memory. */
  public void write(PortReport report, Writer out) throws IOException {
    PortOptions options = report.options();
    new Page(
            lang,
            messages.text("report.title"),
            messages.text("report.subtitle", options.from(), options.to()),
            tiles(report),
            (part, page) -> write(report.files(), part, page),
            words(),
            messages.text("report.footer"))
        .write(out);
  }

  private void write(List<FileReport> files, Template.Fragment part, Writer page)
      throws IOException {
    for (int from = 0; from < files.size(); from += AT_ONCE) {
      List<FileReport> some = files.subList(from, Math.min(from + AT_ONCE, files.size()));
      List<String> parts = some.parallelStream().map(file -> part.execute(file(file))).toList();
      for (String text : parts) {
        page.write(text);
      }
    }
  }

  private Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    for (String key :
        List.of("decisions", "line", "what", "verdict", "action", "reason", "rule", "change")) {
      words.put(key, messages.text("report." + key));
    }
    return words;
  }

  private List<Page.Tile> tiles(PortReport report) {
    List<Decision> all = new ArrayList<>();
    report.files().forEach(file -> all.addAll(file.decisions()));
    List<Page.Tile> tiles = new ArrayList<>();
    tiles.add(tile(report.files().size(), "report.files", ""));
    for (Action action : Action.values()) {
      long count = all.stream().filter(d -> d.action() == action).count();
      String name = action.name().toLowerCase(Locale.ROOT);
      tiles.add(tile(count, "report." + name, action == Action.REFUSED && count > 0 ? name : ""));
    }
    for (Verdict verdict : Verdict.values()) {
      long count =
          all.stream().filter(d -> d.action() == Action.CHANGED && d.verdict() == verdict).count();
      if (count > 0) {
        tiles.add(new Page.Tile(Long.toString(count), verdict.name(), verdict.name()));
      }
    }
    return tiles;
  }

  private Page.Tile tile(long number, String label, String kind) {
    return new Page.Tile(Long.toString(number), messages.text(label), kind);
  }

  private Page.FileView file(FileReport file) {
    List<Page.Panel> panels = new ArrayList<>();
    file.optimizers().forEach(optimizer -> panels.add(panel(optimizer)));
    List<Page.DecisionView> decisions = new ArrayList<>();
    file.decisions().forEach(decision -> decisions.add(decision(decision)));
    String status = file.status().name().toLowerCase(Locale.ROOT);
    return new Page.FileView(
        file.path(),
        status,
        messages.text("report.status." + status),
        file.problem().orElse(null),
        panels,
        decisions,
        rows(file));
  }

  private Page.DecisionView decision(Decision decision) {
    String lines =
        decision.line() == decision.endLine()
            ? Integer.toString(decision.line())
            : decision.line() + "-" + decision.endLine();
    return new Page.DecisionView(
        lines,
        decision.construct().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        decision.verdict().name(),
        decision.safety().name().toLowerCase(Locale.ROOT),
        decision.action().name().toLowerCase(Locale.ROOT),
        decision.reason().in(lang),
        decision.rule());
  }

  private Page.Panel panel(PortedOptimizer optimizer) {
    StringBuilder sentence = new StringBuilder(optimizer.reason().in(lang));
    optimizer.schedule().ifPresent(text -> sentence.append(' ').append(text.in(lang)));
    if (!optimizer.complete()) {
      sentence.append(' ').append(messages.text("report.incomplete"));
    }
    List<Page.Chart> charts = new ArrayList<>();
    try {
      charts.addAll(charts(optimizer));
    } catch (IllegalArgumentException e) {
      sentence
          .append(' ')
          .append(messages.text("report.unsimulated", String.valueOf(e.getMessage())));
    }
    return new Page.Panel(
        messages.text("report.optimizer", optimizer.line(), optimizer.card()),
        optimizer.verdict().name(),
        sentence.toString(),
        optimizer.source().framework(),
        text(optimizer.source()),
        optimizer.target().framework(),
        text(optimizer.target()),
        charts);
  }

  private static String text(Definition definition) {
    String yaml = Definitions.toYaml(definition);
    return LONG_LIST.matcher(yaml).replaceAll("$1$2# ... one for each step\n").strip();
  }

  /** The charts of a run; many files define the same one. */
  private List<Page.Chart> charts(PortedOptimizer optimizer) {
    return charts.computeIfAbsent(
        List.of(optimizer.source(), optimizer.target(), optimizer.shownSteps()),
        run -> curves.of(optimizer.source(), optimizer.target(), optimizer.shownSteps()));
  }

  private static List<Page.Row> rows(FileReport file) {
    if (!file.isChanged()) {
      return List.of();
    }
    DiffRowGenerator generator = DiffRowGenerator.create().lineNormalizer(line -> line).build();
    List<DiffRow> diff =
        generator.generateDiffRows(
            file.original().lines().toList(), file.ported().lines().toList());
    List<Page.Row> rows = new ArrayList<>();
    int left = 0;
    int right = 0;
    int shown = -1;
    for (int i = 0; i < diff.size(); i++) {
      DiffRow row = diff.get(i);
      boolean hasLeft = row.getTag() != DiffRow.Tag.INSERT;
      boolean hasRight = row.getTag() != DiffRow.Tag.DELETE;
      left += hasLeft ? 1 : 0;
      right += hasRight ? 1 : 0;
      if (isNearChange(diff, i)) {
        if (shown >= 0 && shown < i - 1) {
          rows.add(new Page.Row("EQUAL", "", "\u2026", "", "\u2026"));
        }
        shown = i;
        rows.add(
            new Page.Row(
                row.getTag().name(),
                hasLeft ? Integer.toString(left) : "",
                row.getOldLine(),
                hasRight ? Integer.toString(right) : "",
                row.getNewLine()));
      }
    }
    return rows;
  }

  private static boolean isNearChange(List<DiffRow> diff, int at) {
    int from = Math.max(0, at - CONTEXT);
    int to = Math.min(diff.size(), at + CONTEXT + 1);
    return diff.subList(from, to).stream().anyMatch(row -> row.getTag() != DiffRow.Tag.EQUAL);
  }
}
