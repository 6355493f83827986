package dev.lockstep.porter;

import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Text;
import dev.lockstep.porter.edit.Imports;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.Plans;
import dev.lockstep.porter.plan.Survey;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Framework;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.ImportWords;
import dev.lockstep.porter.python.Modules;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.PythonParser;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.SyntaxProblem;
import dev.lockstep.porter.rule.FilePort;
import dev.lockstep.porter.rule.Rule;
import dev.lockstep.porter.rule.Rules;
import dev.lockstep.porter.rule.Unrecognized;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Ports training scripts.
 *
 * <pre>{@code
 * PortReport report = new Porter(PortOptions.torchToMindSpore()).port(List.of(Source.of(path, text)));
 * }</pre>
 *
 * <p>Files of one call are read as one project: imports between them are followed; files that do
 * not import each other are ported side by side. Nothing is read from or written to disk. Immutable
 * and safe to share.
 */
public final class Porter {
  private static final Cards CARDS = Cards.load();

  private static final Text FOREIGN =
      new Text("the file is written for another framework", "该文件是为其他框架编写的");

  private final PortOptions options;
  private final boolean alone;
  private final Framework framework;
  private final List<Rule> rules;
  private final Map<PortOptions, Porter> besides = new ConcurrentHashMap<>();

  /**
   * A porter.
   *
   * @throws IllegalArgumentException if there is no such direction
   */
  public Porter(PortOptions options) {
    this(options, false);
  }

  /** A porter, perhaps for files of its source framework alone. */
  Porter(PortOptions options, boolean alone) {
    this.options = options;
    this.alone = alone;
    this.framework = Framework.of(options.from());
    this.rules = Rules.of(options);
  }

  /** Ports files that belong together. */
  public PortReport port(List<Source> sources) {
    return port(sources, path -> {});
  }

  /**
   * Ports files that belong together.
   *
   * @param done is told the path of each file that is done, from any thread
   */
  public PortReport port(List<Source> sources, Consumer<String> done) {
    Map<Source, Notebook> notebooks = new ConcurrentHashMap<>();
    Map<Source, FileReport> reports = new ConcurrentHashMap<>();
    List<Source> scripts =
        sources.parallelStream().map(s -> script(s, notebooks, reports)).toList();
    List<Source> readable = scripts.stream().filter(s -> !reports.containsKey(s)).toList();
    AtomicBoolean facing = new AtomicBoolean();
    each(
        neighbours(readable),
        near ->
            groups(parsed(near, reports))
                .forEach(group -> facing.compareAndSet(false, port(group, reports, done))));
    if (!facing.get()) {
      readable.forEach(source -> reports.computeIfPresent(source, Porter::withoutOptimizer));
    }
    return new PortReport(
        options, scripts.stream().map(s -> report(reports, notebooks, s)).toList());
  }

  /** The code of a notebook; any other file as it is. */
  private static Source script(
      Source source, Map<Source, Notebook> notebooks, Map<Source, FileReport> failed) {
    if (!Notebook.is(source)) {
      return source;
    }
    try {
      Notebook notebook = Notebook.read(source);
      Source script = notebook.script();
      notebooks.put(script, notebook);
      return script;
    } catch (SyntaxProblem problem) {
      failed.put(source, failed(source, Status.ERROR, problem.text()));
      return source;
    }
  }

  /** Does the work of each, the next one as soon as a processor is free. */
  private static <T> void each(List<T> all, Consumer<T> work) {
    Queue<T> queue = new ConcurrentLinkedQueue<>(all);
    IntStream.range(0, Runtime.getRuntime().availableProcessors())
        .parallel()
        .forEach(
            processor -> {
              for (T next = queue.poll(); next != null; next = queue.poll()) {
                work.accept(next);
              }
            });
  }

  /** The files that may import each other, for each of them, the longest texts first. */
  private static List<List<Source>> neighbours(List<Source> readable) {
    Map<String, Source> sources = new LinkedHashMap<>();
    readable.forEach(source -> sources.put(PythonFile.path(source), source));
    return groups(sources, ImportWords::of).stream()
        .sorted(Comparator.comparingInt(Porter::length).reversed())
        .toList();
  }

  private static int length(List<Source> sources) {
    return sources.stream().mapToInt(source -> source.text().length()).sum();
  }

  private static Map<String, PythonFile> parsed(
      List<Source> scripts, Map<Source, FileReport> failed) {
    Map<Source, PythonFile> parsed = new ConcurrentHashMap<>();
    each(scripts, source -> parse(source, failed).ifPresent(file -> parsed.put(source, file)));
    Map<String, PythonFile> files = new LinkedHashMap<>();
    scripts.stream()
        .flatMap(source -> Optional.ofNullable(parsed.get(source)).stream())
        .forEach(file -> files.put(file.path(), file));
    return files;
  }

  /** The files that import each other, for each of them. */
  private static List<List<PythonFile>> groups(Map<String, PythonFile> files) {
    return groups(files, PythonFile::modules);
  }

  private static <T> List<List<T>> groups(Map<String, T> files, Function<T, Set<String>> modules) {
    Map<String, Set<String>> imports = new LinkedHashMap<>();
    files.forEach((path, file) -> imports.put(path, modules.apply(file)));
    return new Modules(files.keySet())
        .groups(imports).stream()
            .map(
                group ->
                    group.stream().map(path -> Objects.requireNonNull(files.get(path))).toList())
            .toList();
  }

  /**
   * Ports files that import each other; whether anything in them faces an optimizer. A defect in
   * what is read of them together costs the port of these files.
   */
  private boolean port(
      List<PythonFile> files, Map<Source, FileReport> reports, Consumer<String> done) {
    try {
      return portTogether(files, reports, done);
    } catch (RuntimeException | StackOverflowError e) {
      files.forEach(file -> reports.put(file.source(), defect(file, e)));
      return true;
    }
  }

  private boolean portTogether(
      List<PythonFile> files, Map<Source, FileReport> reports, Consumer<String> done) {
    Optional<PortOptions> other = alone ? Optional.empty() : options.besides(files);
    Porter porter =
        other.map(o -> besides.computeIfAbsent(o, fresh -> new Porter(fresh, true))).orElse(this);
    Survey survey = porter.survey(files);
    porter.port(survey, reports, done);
    if (!porter.options.to().equals(options.to())) {
      new Relay(options).goOn(files, reports);
    }
    return survey.facings().findAny().isPresent()
        || files.stream()
            .flatMap(file -> Optional.ofNullable(reports.get(file.source())).stream())
            .flatMap(report -> report.decisions().stream())
            .anyMatch(decision -> decision.construct() == Construct.OPTIMIZER);
  }

  private static Optional<PythonFile> parse(Source source, Map<Source, FileReport> failed) {
    try {
      return Optional.of(PythonFile.parse(source));
    } catch (SyntaxProblem problem) {
      failed.put(source, failed(source, Status.ERROR, problem.text()));
      return Optional.empty();
    }
  }

  private Survey survey(List<PythonFile> group) {
    return new Survey(
        TrainingProgram.read(new Project(group), framework, options.fromVersion()),
        options.unsafe());
  }

  /** Ports files that import each other. */
  private void port(Survey survey, Map<Source, FileReport> ported, Consumer<String> done) {
    Plans plans = new Plans(survey, CARDS, options.to());
    for (PythonFile file : survey.program().project().files()) {
      ported.put(file.source(), carefully(file, plans));
      done.accept(file.path());
    }
  }

  private static FileReport report(
      Map<Source, FileReport> reports, Map<Source, Notebook> notebooks, Source source) {
    FileReport report = Optional.ofNullable(reports.get(source)).orElseThrow();
    return Optional.ofNullable(notebooks.get(source)).map(n -> n.with(report)).orElse(report);
  }

  private static FileReport failed(Source source, Status status, String problem) {
    return FileReport.failed(source.path(), status, source.text(), problem);
  }

  private static FileReport withoutOptimizer(Source source, FileReport report) {
    if (report.status() == Status.ERROR) {
      return report;
    }
    return failed(
        source,
        Status.UNTOUCHED,
        source.path() + ":1:1: no optimizer and no scheduler in it; nothing to port");
  }

  /** A defect of this porter costs the port of one file, not of all. */
  private FileReport carefully(PythonFile file, Plans plans) {
    try {
      return port(file, plans);
    } catch (RuntimeException | StackOverflowError e) {
      return defect(file, e);
    }
  }

  private static FileReport defect(PythonFile file, Throwable found) {
    String problem = "%s:1:1: cannot be ported (%s); please report this";
    return failed(file.source(), Status.ERROR, problem.formatted(file.path(), found));
  }

  private FileReport port(PythonFile file, Plans plans) {
    Optional<OptimizerPlan> unknown =
        plans.optimizers().stream()
            .filter(p -> p.isUnknown() && p.site().node().source() == file.source())
            .findFirst();
    if (unknown.isPresent()) {
      return leftAlone(file, plans, unknown.get());
    }
    if (framework.isForeign(file)) {
      return foreign(file, plans);
    }
    FilePort port = new FilePort(file, plans, options);
    rules.forEach(rule -> rule.apply(port));
    Imports.Rendered rendered = Imports.render(file, port.edits(), options.from(), options.to());
    String text = rendered.text();
    Optional<String> broken = problem(file.source(), rendered);
    if (broken.isPresent()) {
      return failed(
          file.source(), Status.ERROR, broken.get() + " (in the port; please report this)");
    }
    List<Decision> decisions = port.decisions();
    return new FileReport(
        file.source().path(),
        status(decisions, !text.equals(file.source().text())),
        Optional.empty(),
        file.source().text(),
        text,
        decisions,
        new Preview(port).optimizers());
  }

  /** What is wrong with a port; where is only looked for if something is. */
  private static Optional<String> problem(Source source, Imports.Rendered port) {
    return PythonParser.problem(Source.of(source.path(), port.edited()))
        .flatMap(found -> PythonParser.problem(Source.of(source.path(), port.text())));
  }

  /** A file that uses an optimizer which its framework does not have: nothing in it is changed. */
  private FileReport leftAlone(PythonFile file, Plans plans, OptimizerPlan unknown) {
    Node place = unknown.site().node();
    String problem = file.source().problem(place.start(), unknown.reason().en()).text();
    return failed(file.source(), Status.UNTOUCHED, problem)
        .with(allRefused(file, plans, unknown.reason()));
  }

  /** A file that is written for a third framework: nothing in it is changed. */
  private FileReport foreign(PythonFile file, Plans plans) {
    String text = file.source().text();
    return new FileReport(
        file.source().path(),
        Status.UNTOUCHED,
        Optional.empty(),
        text,
        text,
        allRefused(file, plans, FOREIGN),
        List.of());
  }

  private List<Decision> allRefused(PythonFile file, Plans plans, Text why) {
    FilePort port = new FilePort(file, plans, options);
    Rule rule = new Unrecognized();
    plans.survey().facings(file).stream()
        .filter(facing -> !port.isSettled(facing.node()))
        .forEach(facing -> port.refused(rule, facing.node(), facing.construct(), why));
    return port.decisions();
  }

  private static Status status(List<Decision> decisions, boolean changed) {
    boolean refused = decisions.stream().anyMatch(d -> d.action() == Action.REFUSED);
    boolean rewrote = decisions.stream().anyMatch(d -> d.action() == Action.CHANGED);
    if (!changed && !rewrote) {
      return refused ? Status.PARTLY : Status.UNTOUCHED;
    }
    return refused ? Status.PARTLY : Status.PORTED;
  }
}
