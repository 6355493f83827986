package dev.lockstep.cli;

import dev.lockstep.conformance.Budget;
import dev.lockstep.conformance.Conformance;
import dev.lockstep.conformance.ConformanceReport;
import dev.lockstep.conformance.Deviation;
import dev.lockstep.conformance.FileReport;
import dev.lockstep.core.Arithmetic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lockstep conformance}: replays golden traces and judges them by the budget. */
@Command(name = "conformance", mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  @ParentCommand private Lockstep root = new Lockstep();

  @Option(names = "--goldens", paramLabel = "DIR", required = true, descriptionKey = "goldens")
  private Path goldens = Path.of("");

  @Option(names = "--api", paramLabel = "GLOB", descriptionKey = "api")
  private String api = "*";

  @Option(names = "--arithmetic", paramLabel = "native|common", descriptionKey = "arithmetic")
  private Arithmetic arithmetic = Arithmetic.NATIVE;

  @Option(names = "--report", paramLabel = "DIR", descriptionKey = "report-dir")
  private Optional<Path> report = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", descriptionKey = "json")
  private Optional<Path> json = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Console console = root.console();
    if (!Files.exists(goldens)) {
      throw new CommandException("no-file", goldens);
    }
    Logger.getLogger("dev.lockstep").setLevel(Level.OFF); // the facades' own warnings
    Conformance conformance = new Conformance(Budget.load(), arithmetic, api);
    ConformanceReport result = new ConformanceReport(conformance.replay(goldens, file -> {}));
    if (result.files().isEmpty()) {
      throw new CommandException("no-goldens", goldens, api);
    }
    show(console, result);
    write(result);
    return exitCode(result);
  }

  private static int exitCode(ConformanceReport result) {
    if (result.nothingRead()) {
      return Exit.USAGE;
    }
    return result.isFine() ? Exit.FINE : Exit.FINDINGS;
  }

  private void write(ConformanceReport result) throws IOException {
    if (json.isPresent()) {
      WholeFile.write(json.get(), result.toJson());
    }
    if (report.isPresent()) {
      WholeFile.write(report.get().resolve("conformance.json"), result.toJson());
      WholeFile.write(report.get().resolve("conformance.md"), result.toMarkdown());
    }
  }

  private static void show(Console console, ConformanceReport result) {
    table(console, result.files()).lines().forEach(console::print);
    for (FileReport file : result.files()) {
      unsupported(console, file);
      file.deviations()
          .forEach(
              deviation ->
                  console.say(
                      sentence(deviation),
                      file.file(),
                      deviation.id(),
                      deviation.step(),
                      deviation.place(),
                      deviation.recorded(),
                      deviation.got(),
                      ulp(deviation.ulp())));
    }
    console.say(
        result.isFine() ? "conformance.fine" : "conformance.not-fine",
        result.files().size(),
        result.cases(),
        result.replayed(),
        result.values(),
        result.exact(),
        result.outside());
  }

  private static String sentence(Deviation deviation) {
    if (deviation.step() < 0) {
      return "conformance.deviation.constructor";
    }
    return Double.isInfinite(deviation.ulp())
        ? "conformance.deviation.other"
        : "conformance.deviation";
  }

  private static void unsupported(Console console, FileReport file) {
    file.unsupportedByReason()
        .forEach(
            (reason, ids) ->
                console.say(
                    "conformance.unsupported", file.file(), ids.size(), ids.get(0), reason));
  }

  private static TextTable table(Console console, List<FileReport> files) {
    Messages messages = console.messages();
    TextTable table =
        new TextTable(
            1,
            List.of(
                messages.text("conformance.file"),
                messages.text("conformance.cases"),
                messages.text("conformance.values"),
                messages.text("conformance.exact"),
                messages.text("conformance.worst"),
                messages.text("conformance.mode"),
                messages.text("conformance.verdict")));
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
