package dev.lockstep.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.lockstep.cli.report.HtmlReport;
import dev.lockstep.porter.Action;
import dev.lockstep.porter.Decision;
import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortOptions;
import dev.lockstep.porter.PortReport;
import dev.lockstep.porter.Porter;
import dev.lockstep.porter.Status;
import dev.lockstep.porter.python.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lockstep port}: ports training scripts and reports every decision. */
@Command(name = "port", mixinStandardHelpOptions = true)
final class PortCommand implements Callable<Integer> {
  @ParentCommand private Lockstep root = new Lockstep();

  @Parameters(paramLabel = "PATH", arity = "1..*", descriptionKey = "paths")
  private List<Path> paths = List.of();

  @Option(names = "--to", paramLabel = "mindspore", required = true, descriptionKey = "to")
  private String to = "";

  @Option(names = "--from-version", paramLabel = "V", descriptionKey = "from-version")
  private String fromVersion = "";

  @Option(names = "--to-version", paramLabel = "V", descriptionKey = "to-version")
  private String toVersion = "";

  @Option(names = "--diff", descriptionKey = "diff")
  private boolean diff;

  @Option(names = "--write", descriptionKey = "write")
  private boolean write;

  @Option(names = "--out", paramLabel = "DIR", descriptionKey = "out")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--unsafe", descriptionKey = "unsafe")
  private boolean unsafe;

  @Option(names = "--report", paramLabel = "FILE", descriptionKey = "report")
  private List<Path> reports = List.of();

  /** A file with the name it has below the path that was given. */
  private record Input(Path file, Path below, Source source) {}

  @Override
  public Integer call() throws IOException {
    if (!to.equals("mindspore")) {
      throw new CommandException("port.direction", to);
    }
    Console console = root.console();
    List<Input> inputs = inputs(console);
    if (inputs.isEmpty()) {
      return Exit.USAGE;
    }
    PortOptions options = new PortOptions("torch", fromVersion, to, toVersion, unsafe);
    PortReport report = new Porter(options).port(inputs.stream().map(Input::source).toList());
    for (int i = 0; i < inputs.size(); i++) {
      FileReport file = report.files().get(i);
      show(console, file);
      if (file.isChanged() && file.status() != Status.ERROR) {
        save(inputs.get(i), inputs.get(i).source().encode(file.ported()));
      }
    }
    for (Path target : reports) {
      WholeFile.write(target, rendered(console, target, report));
    }
    if (report.nothingRead()) {
      return Exit.USAGE;
    }
    return report.hasFindings() || inputs.size() < paths.size() ? Exit.FINDINGS : Exit.FINE;
  }

  private List<Input> inputs(Console console) throws IOException {
    List<Input> inputs = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> walk = Files.walk(path)) {
          for (Path file : walk.filter(PortCommand::isScript).sorted().toList()) {
            inputs.add(new Input(file, path.relativize(file), source(file)));
          }
        }
      } else if (Files.isRegularFile(path)) {
        Path name = path.getFileName();
        inputs.add(new Input(path, name == null ? path : name, source(path)));
      } else {
        console.error(console.messages().text("no-file", path));
      }
    }
    return inputs;
  }

  private static Source source(Path file) throws IOException {
    return Source.decode(file.toString(), Files.readAllBytes(file));
  }

  private static boolean isScript(Path file) {
    return file.toString().endsWith(".py") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private void save(Input input, byte[] ported) throws IOException {
    if (out.isPresent()) {
      WholeFile.write(out.get().resolve(input.below()), ported);
    } else if (write) {
      WholeFile.write(input.file(), ported);
    }
  }

  private void show(Console console, FileReport file) {
    file.problem().ifPresent(console::error);
    if (diff) {
      List<String> before = file.original().lines().toList();
      UnifiedDiffUtils.generateUnifiedDiff(
              file.path(), file.path(), before, DiffUtils.diff(before, lines(file)), 3)
          .forEach(console.out()::println);
      return;
    }
    for (Decision decision : file.decisions()) {
      if (decision.action() != Action.KEPT) {
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

  private static List<String> lines(FileReport file) {
    return file.ported().lines().toList();
  }

  private static String line(Console console, FileReport file, Decision decision) {
    return "%s:%d: %s %s [%s] %s"
        .formatted(
            file.path(),
            decision.line(),
            lower(decision.action()),
            decision.verdict(),
            decision.rule(),
            decision.reason().in(console.messages().language()));
  }

  private String rendered(Console console, Path target, PortReport report)
      throws JsonProcessingException {
    if (target.toString().endsWith(".json")) {
      return json(report);
    }
    if (target.toString().endsWith(".html")) {
      return new HtmlReport(console.messages()).html(report);
    }
    throw new CommandException("port.report", target);
  }

  private static String json(PortReport report) throws JsonProcessingException {
    List<Object> files = new ArrayList<>();
    for (FileReport file : report.files()) {
      List<Object> decisions = new ArrayList<>();
      file.decisions().forEach(decision -> decisions.add(json(decision)));
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("path", file.path());
      entry.put("status", lower(file.status()));
      file.problem().ifPresent(problem -> entry.put("problem", problem));
      entry.put("decisions", decisions);
      files.add(entry);
    }
    return new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(Map.of("files", files))
        + "\n";
  }

  private static Map<String, Object> json(Decision decision) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("line", decision.line());
    entry.put("endLine", decision.endLine());
    entry.put("construct", lower(decision.construct()));
    entry.put("rule", decision.rule());
    entry.put("verdict", decision.verdict().name());
    entry.put("safety", lower(decision.safety()));
    entry.put("action", lower(decision.action()));
    entry.put("reason", decision.reason().en());
    return entry;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
