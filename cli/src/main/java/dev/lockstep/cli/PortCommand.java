package dev.lockstep.cli;

import dev.lockstep.cli.report.HtmlReport;
import dev.lockstep.cli.report.MarkdownReport;
import dev.lockstep.cli.report.PortRemarks;
import dev.lockstep.porter.Action;
import dev.lockstep.porter.Decision;
import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortOptions;
import dev.lockstep.porter.PortReport;
import dev.lockstep.porter.Porter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lockstep port}: ports training scripts and reports every decision. */
@Command(name = "port", mixinStandardHelpOptions = true)
final class PortCommand implements Callable<Integer> {
  /** The framework that scripts are ported from, by the one they are ported to. */
  private static final Map<String, String> FROM =
      Map.of("mindspore", "torch", "torch", "mindspore");

  /** Reports by the ending of their file's name: JUnit is xml. */
  private static final Set<String> FORMATS = Set.of("html", "json", "sarif", "xml", "md");

  @ParentCommand private Lockstep root = new Lockstep();

  @Parameters(paramLabel = "PATH", arity = "1..*", descriptionKey = "paths")
  private List<Path> paths = List.of();

  @Option(names = "--to", paramLabel = "mindspore|torch", descriptionKey = "to")
  private Optional<String> to = Optional.empty();

  @Option(names = "--from-version", paramLabel = "V", descriptionKey = "from-version")
  private Release fromVersion = Release.NEWEST;

  @Option(names = "--to-version", paramLabel = "V", descriptionKey = "to-version")
  private Release toVersion = Release.NEWEST;

  @Option(names = "--unsafe", descriptionKey = "unsafe")
  private boolean unsafe;

  @Option(names = "--report", paramLabel = "FILE", descriptionKey = "report")
  private List<Path> reports = List.of();

  @ArgGroup private Output output = new Output();

  /** Where the ported text goes; nowhere if none is given. */
  private static final class Output {
    @Option(names = "--diff", descriptionKey = "diff")
    private boolean diff;

    @Option(names = "--write", descriptionKey = "write")
    private boolean write;

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "out")
    private Optional<Path> out = Optional.empty();
  }

  @Override
  public Integer call() throws IOException {
    PortConfig config = PortConfig.near(paths.get(0));
    String target =
        to.or(config::to)
            .orElseThrow(() -> new CommandException("port.no-direction", paths.get(0)));
    String from = FROM.getOrDefault(target, "");
    if (from.isEmpty()) {
      throw new CommandException("port.direction", target);
    }
    for (Path report : reports) {
      requireFormat(report);
    }
    Console console = root.console();
    PortInputs inputs = PortInputs.read(paths, config::includes);
    inputs.problems().forEach(problem -> console.error(problem.text(console.messages())));
    if (inputs.isEmpty()) {
      return Exit.USAGE;
    }
    if (output.out.isPresent()) {
      inputs.requireOwnPlaces();
    }
    PortOptions options =
        new PortOptions(
            from,
            version(console, fromVersion, from),
            target,
            version(console, toVersion, target),
            unsafe || config.unsafe());
    PortReport report = ported(console, inputs, options);
    for (FileReport file : report.files()) {
      show(console, file);
      if (file.problem().isEmpty()) {
        save(inputs, file);
      }
    }
    for (Path file : reports) {
      WholeFile.write(file, out -> write(console, file, report, out));
    }
    if (report.nothingRead()) {
      return Exit.USAGE;
    }
    boolean fine = !report.hasFindings() && inputs.problems().isEmpty();
    return fine ? Exit.FINE : Exit.FINDINGS;
  }

  private static PortReport ported(Console console, PortInputs inputs, PortOptions options) {
    try (ProgressBar bar = new ProgressBar(console, inputs.sources().size())) {
      return new Porter(options).port(inputs.sources(), bar);
    }
  }

  /** The release that was asked for, else the one that the project pins, else the newest. */
  private String version(Console console, Release asked, String framework) {
    Optional<Requirements.Pin> pin =
        asked.equals(Release.NEWEST) ? Requirements.pin(paths, framework) : Optional.empty();
    pin.ifPresent(p -> console.say("port.pinned", framework, p.version(), p.file().getFileName()));
    Release release = pin.map(p -> new Release(p.version())).orElse(asked);
    release.tell(console, framework);
    return release.text();
  }

  private void save(PortInputs inputs, FileReport file) throws IOException {
    if (output.out.isPresent()) {
      inputs.writeInto(output.out.get(), file);
    } else if (output.write && file.isChanged()) {
      inputs.overwrite(file);
    }
  }

  private void show(Console console, FileReport file) {
    if (file.problem().isPresent()) {
      console.error(file.problem().get());
    } else if (output.diff) {
      UnifiedDiff.of(Path.of(file.path()), file.original(), file.ported())
          .forEach(console.out()::println);
    } else {
      decisions(console, file);
    }
  }

  private static void decisions(Console console, FileReport file) {
    for (Decision decision : file.decisions()) {
      if (decision.action() != Action.KEPT && !console.quiet()) {
        console.out().println(line(console, file, decision));
      }
    }
    console.say(
        "port.file",
        file.path(),
        console.messages().text("report.status." + lower(file.status())),
        file.decisions(Action.CHANGED).size(),
        file.decisions(Action.REFUSED).size());
  }

  private static String line(Console console, FileReport file, Decision decision) {
    return "%s:%s: %s %s [%s] %s"
        .formatted(
            file.path(),
            decision.line(),
            lower(decision.action()),
            decision.verdict(),
            decision.rule(),
            decision.reason().in(console.messages().language()));
  }

  private static void requireFormat(Path target) {
    if (!FORMATS.contains(ending(target))) {
      throw new CommandException("port.report", target);
    }
  }

  private static String ending(Path target) {
    String name = target.toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static void write(Console console, Path target, PortReport report, Writer out)
      throws IOException {
    String language = console.messages().language();
    switch (ending(target)) {
      case "json" -> out.write(report.toJson());
      case "sarif" -> out.write(new PortRemarks(language).sarif(report));
      case "xml" -> out.write(new PortRemarks(language).junit(report));
      case "md" -> out.write(new MarkdownReport(language).markdown(report));
      default -> new HtmlReport(console.messages()).write(report, out);
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
