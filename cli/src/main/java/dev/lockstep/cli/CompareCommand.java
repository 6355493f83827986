package dev.lockstep.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.cli.report.ComparePage;
import dev.lockstep.config.Definition;
import dev.lockstep.conformance.comparison.Comparison;
import dev.lockstep.conformance.comparison.Pair;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.PythonCall;
import dev.lockstep.mapping.PythonLiteral;
import dev.lockstep.mapping.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lockstep compare}: two definitions, their verdict, and numbers that show a difference. */
@Command(name = "compare", mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 100_000;

  /** Steps at the end of a witness that are shown. */
  private static final int SHOWN = 6;

  @ParentCommand private Lockstep root = new Lockstep();

  @Parameters(index = "0", paramLabel = "LEFT", descriptionKey = "compare.left")
  private String left = "";

  @Parameters(index = "1", paramLabel = "RIGHT", descriptionKey = "compare.right")
  private String right = "";

  @Option(names = "--steps", paramLabel = "N", descriptionKey = "compare.steps")
  private int steps = 200;

  @Option(names = "--report", paramLabel = "FILE", descriptionKey = "compare.report-file")
  private List<Path> reports = List.of();

  @Override
  public Integer call() throws IOException {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new CommandException("steps.range", "--steps", 1, MOST_STEPS, steps);
    }
    for (Path report : reports) {
      requireFormat(report);
    }
    Console console = root.console();
    Messages messages = console.messages();
    Optional<Definition> before = definition(console, left);
    Optional<Definition> after = definition(console, right);
    if (before.isEmpty() || after.isEmpty()) {
      return Exit.USAGE;
    }
    Comparison comparison = compare(before.get(), after.get());
    String verdict = verdict(comparison, messages);
    List<ComparePage.Section> sections = sections(comparison, messages);
    Optional<ComparePage.Table> table = comparison.witness().map(walk -> table(walk, messages));
    console.print(plain(verdict));
    sections.forEach(section -> show(console, section));
    table.ifPresent(found -> show(console, found));
    for (Path file : reports) {
      if (file.toString().endsWith(".json")) {
        WholeFile.write(file, json(comparison));
      } else {
        ComparePage page = ComparePage.of(comparison, verdict, sections, table, steps, messages);
        WholeFile.write(file, page.html());
      }
    }
    boolean keeps = comparison.verdict().map(Verdict::keepsNumbers).orElse(true);
    return keeps && !comparison.showsGaps() ? Exit.FINE : Exit.FINDINGS;
  }

  private static void requireFormat(Path report) {
    if (!report.toString().matches(".*\\.(html|json)")) {
      throw new CommandException("compare.report", report);
    }
  }

  private Comparison compare(Definition a, Definition b) {
    try {
      return Comparison.of(a, b, steps);
    } catch (IllegalArgumentException e) {
      throw new CommandException("compare.refused", String.valueOf(e.getMessage()));
    }
  }

  /** A definition from a file, or from a call that is written out. */
  private Optional<Definition> definition(Console console, String given) throws IOException {
    try {
      if (!given.contains("(") || Files.isRegularFile(Path.of(given))) {
        Path file = Path.of(given);
        for (Path report : reports) {
          InputFile.spare(List.of(file), report);
        }
        return new DefinitionFile(file).definition(console);
      }
      PythonCall call = PythonCall.of(given);
      if (!call.name().contains(".")) {
        throw new CommandException("compare.full-name", call.name());
      }
      return Optional.of(
          Definition.of(Card.framework(call.name()), call.name(), call.options(), List.of()));
    } catch (IllegalArgumentException e) {
      throw new CommandException("compare.refused", String.valueOf(e.getMessage()));
    }
  }

  private static String verdict(Comparison comparison, Messages messages) {
    return comparison
        .verdict()
        .map(v -> v.name() + ": " + v.text().in(messages.language()))
        .orElseGet(() -> unclaimed(comparison, messages));
  }

  private static String unclaimed(Comparison comparison, Messages messages) {
    boolean same = comparison.after1() == 0 && comparison.after12() == 0;
    return messages.text(same ? "compare.unclaimed" : "compare.unclaimed-small");
  }

  private static List<ComparePage.Section> sections(Comparison comparison, Messages messages) {
    List<ComparePage.Section> sections = new ArrayList<>();
    comparison
        .card()
        .ifPresent(
            card ->
                sections.add(
                    new ComparePage.Section(messages.text("compare.card"), List.of(card.id()))));
    add(sections, messages.text("compare.settings"), settings(comparison, messages));
    add(sections, messages.text("compare.differences"), differences(comparison, messages));
    String measured =
        messages.text(
            "compare.measured", number(comparison.after1()), number(comparison.after12()));
    add(sections, messages.text("compare.run"), List.of(measured));
    if (comparison.witness().isEmpty()) {
      add(sections, messages.text("compare.witness"), List.of(messages.text("compare.none")));
    }
    return sections;
  }

  private static void add(List<ComparePage.Section> sections, String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      sections.add(new ComparePage.Section(heading, lines));
    }
  }

  private static List<String> settings(Comparison comparison, Messages messages) {
    return comparison.settings().stream()
        .map(
            gap ->
                messages.text(
                    "compare.setting",
                    gap.option(),
                    PythonLiteral.of(gap.expected()),
                    PythonLiteral.of(gap.got())))
        .toList();
  }

  private static List<String> differences(Comparison comparison, Messages messages) {
    Cards cards = Cards.load();
    return comparison.differences().stream()
        .flatMap(id -> cards.difference(id).stream())
        .map(d -> d.id() + ": " + d.text().in(messages.language()))
        .toList();
  }

  private static ComparePage.Table table(Pair.Walk walk, Messages messages) {
    int size = walk.gradients().size();
    List<ComparePage.Row> rows = new ArrayList<>();
    String start = PythonLiteral.of(walk.start());
    rows.add(new ComparePage.Row(List.of("0", "", start, start)));
    IntStream.range(Math.max(0, size - SHOWN), size)
        .forEach(
            k ->
                rows.add(
                    new ComparePage.Row(
                        List.of(
                            Integer.toString(k + 1),
                            PythonLiteral.of(walk.gradients().get(k)),
                            PythonLiteral.of(walk.left().get(k)),
                            PythonLiteral.of(walk.right().get(k))))));
    return new ComparePage.Table(
        messages.text("compare.witness"),
        List.of(
            messages.text("explain.step"),
            messages.text("explain.gradient"),
            messages.text("compare.left-side"),
            messages.text("compare.right-side")),
        rows);
  }

  private static void show(Console console, ComparePage.Section section) {
    console.print("");
    console.print(plain(section.heading()));
    section.lines().forEach(line -> console.print("  " + plain(line)));
  }

  private static void show(Console console, ComparePage.Table table) {
    TextTable text = new TextTable(0, table.head());
    table.rows().forEach(row -> text.add(row.cells()));
    console.print("");
    console.print(table.heading());
    text.lines().forEach(line -> console.print("  " + line));
  }

  /** Text from outside never starts a colour. */
  private static String plain(String line) {
    return line.replace("@|", "@ |");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }

  private static String json(Comparison comparison) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("left", comparison.pair().left());
    all.put("right", comparison.pair().right());
    all.put("verdict", comparison.verdict().map(Enum::name).orElse("NONE"));
    comparison.card().ifPresent(card -> all.put("card", card.id()));
    all.put("differences", comparison.differences());
    all.put("settings", comparison.settings());
    all.put("after1", comparison.after1());
    all.put("after12", comparison.after12());
    comparison.witness().ifPresent(walk -> all.put("witness", walk));
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
  }
}
