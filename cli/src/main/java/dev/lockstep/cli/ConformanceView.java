package dev.lockstep.cli;

import dev.lockstep.conformance.ConformanceReport;
import dev.lockstep.conformance.Deviation;
import dev.lockstep.conformance.FileReport;
import dev.lockstep.conformance.verdict.CardTrials;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Shows a conformance report: a table, then whatever is wrong, then one line that sums it up. */
final class ConformanceView {
  private final Console console;
  private final Messages messages;

  ConformanceView(Console console) {
    this.console = console;
    this.messages = console.messages();
  }

  void show(ConformanceReport result) {
    if (!result.files().isEmpty()) {
      table(result.files()).lines().forEach(console::print);
      for (FileReport file : result.files()) {
        unsupported(file);
        file.deviations().forEach(deviation -> deviation(file, deviation));
      }
      sumUp(result);
    }
    if (!result.verdicts().isEmpty()) {
      verdicts(result.verdicts());
    }
  }

  private TextTable table(List<FileReport> files) {
    List<String> header =
        Stream.of("file", "cases", "values", "exact", "worst", "mode", "verdict")
            .map(column -> messages.text("conformance." + column))
            .toList();
    TextTable table = new TextTable(1, header);
    for (FileReport file : files) {
      table.add(
          List.of(
              file.file(),
              file.replayed() + "/" + file.cases(),
              Long.toString(file.values()),
              percent(file.exact(), file.values()),
              ulp(file.worstUlp()),
              file.mode(),
              messages.text(verdict(file))));
    }
    return table;
  }

  private static String verdict(FileReport file) {
    if (!file.deviations().isEmpty()) {
      return "conformance.verdict.outside";
    }
    return file.replayed() == file.cases()
        ? "conformance.verdict.within"
        : "conformance.verdict.unsupported";
  }

  private void unsupported(FileReport file) {
    file.unsupportedByReason()
        .forEach(
            (reason, ids) ->
                console.say(
                    "conformance.unsupported", file.file(), ids.size(), ids.get(0), reason));
  }

  private void deviation(FileReport file, Deviation deviation) {
    console.say(
        sentence(deviation),
        file.file(),
        deviation.id(),
        deviation.step(),
        deviation.place(),
        deviation.recorded(),
        deviation.got(),
        ulp(deviation.ulp()));
  }

  private static String sentence(Deviation deviation) {
    if (deviation.step() < 0) {
      return "conformance.deviation.constructor";
    }
    return Double.isInfinite(deviation.ulp())
        ? "conformance.deviation.other"
        : "conformance.deviation";
  }

  private void sumUp(ConformanceReport result) {
    boolean fine = result.outside() == 0 && result.replayed() == result.cases();
    console.say(
        fine ? "conformance.fine" : "conformance.not-fine",
        result.files().size(),
        result.cases(),
        result.replayed(),
        result.values(),
        result.exact(),
        result.outside());
  }

  private void verdicts(List<CardTrials.Outcome> outcomes) {
    int held = 0;
    for (CardTrials.Outcome outcome : outcomes) {
      held += outcome.held() ? 1 : 0;
      if (!outcome.held()) {
        console.say("conformance.false-verdict", outcome.row(), outcome.failure());
      }
    }
    console.say("conformance.verdicts", outcomes.size(), held);
  }

  /** Rounded down: 100 % means all. */
  private static String percent(long part, long whole) {
    double percent = whole == 0 ? 0 : Math.floor(10_000.0 * part / whole) / 100;
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", percent);
  }

  private static String ulp(double ulp) {
    return ulp < 1e6
        ? String.format(Locale.ROOT, "%.0f", ulp)
        : String.format(Locale.ROOT, "%.0e", ulp);
  }
}
