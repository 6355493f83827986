package dev.lockstep.porter;

import dev.lockstep.mapping.Cards;
import dev.lockstep.porter.edit.Imports;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.Plans;
import dev.lockstep.porter.plan.Survey;
import dev.lockstep.porter.program.Framework;
import dev.lockstep.porter.program.TrainingProgram;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Ports training scripts.
 *
 * <pre>{@code
 * PortReport report = new Porter(PortOptions.torchToMindSpore()).port(List.of(Source.of(path, text)));
 * }</pre>
 *
 * <p>Files of one call are read as one project: imports between them are followed. Nothing is read
 * from or written to disk. Immutable and safe to share.
 */
public final class Porter {
  private static final Cards CARDS = Cards.load();

  private final PortOptions options;
  private final boolean besides;
  private final Direction usual;

  /**
   * A porter.
   *
   * @throws IllegalArgumentException if there is no such direction
   */
  public Porter(PortOptions options) {
    this(options, true);
  }

  /** A porter that may look for other frameworks beside the source of its options. */
  Porter(PortOptions options, boolean besides) {
    this.options = options;
    this.besides = besides;
    this.usual = Direction.of(options);
  }

  /** One direction of porting: from where, and by which rules. */
  private record Direction(PortOptions options, Framework framework, List<Rule> rules) {
    static Direction of(PortOptions options) {
      return new Direction(options, Framework.of(options.from()), Rules.of(options));
    }

    TrainingProgram read(List<PythonFile> group) {
      return TrainingProgram.read(new Project(group), framework, options.fromVersion());
    }
  }

  /** Files that import each other, with the direction of their framework. */
  private record Part(Direction direction, Survey survey) {}

  /** Ports files that belong together. */
  public PortReport port(List<Source> sources) {
    Map<Source, FileReport> failed = new LinkedHashMap<>();
    List<PythonFile> files = new ArrayList<>();
    for (Source source : sources) {
      try {
        files.add(PythonFile.parse(source));
      } catch (SyntaxProblem problem) {
        failed.put(source, failed(source, Status.ERROR, problem.text()));
      }
    }
    Map<Source, FileReport> ported = new LinkedHashMap<>();
    List<Part> parts = new Project(files).groups().stream().map(this::part).toList();
    boolean facing = parts.stream().anyMatch(p -> p.survey().facings().findAny().isPresent());
    parts.forEach(part -> port(part, facing, ported));
    return new PortReport(
        options,
        sources.stream()
            .map(s -> Optional.ofNullable(failed.get(s)).orElseGet(() -> report(ported, s)))
            .toList());
  }

  private Part part(List<PythonFile> group) {
    Optional<PortOptions> other = besides ? options.besides(group) : Optional.empty();
    Direction direction = other.map(Direction::of).orElse(usual);
    return new Part(direction, new Survey(direction.read(group)));
  }

  /** Ports files that import each other. */
  private void port(Part part, boolean facing, Map<Source, FileReport> ported) {
    Direction direction = part.direction();
    Plans plans = new Plans(part.survey(), CARDS, direction.options().to());
    List<PythonFile> files = part.survey().program().project().files();
    for (PythonFile file : files) {
      ported.put(file.source(), facing ? carefully(direction, file, plans) : noOptimizer(file));
    }
    if (!direction.options().to().equals(options.to())) {
      ported.putAll(new Relay(options).goOn(files, ported));
    }
  }

  private static FileReport report(Map<Source, FileReport> reports, Source source) {
    return Optional.ofNullable(reports.get(source)).orElseThrow();
  }

  private static FileReport failed(Source source, Status status, String problem) {
    return FileReport.failed(source.path(), status, source.text(), problem);
  }

  private static FileReport noOptimizer(PythonFile file) {
    return failed(
        file.source(),
        Status.UNTOUCHED,
        file.source().path() + ":1:1: no optimizer and no scheduler in it; nothing to port");
  }

  /** A defect of this porter costs the port of one file, not of all. */
  private static FileReport carefully(Direction direction, PythonFile file, Plans plans) {
    try {
      return port(direction, file, plans);
    } catch (IllegalStateException | IllegalArgumentException | NoSuchElementException e) {
      String problem = "%s:1:1: cannot be ported (%s); please report this";
      return failed(
          file.source(), Status.ERROR, problem.formatted(file.source().path(), e.getMessage()));
    }
  }

  private static FileReport port(Direction direction, PythonFile file, Plans plans) {
    PortOptions options = direction.options();
    Optional<OptimizerPlan> unknown =
        plans.optimizers().stream()
            .filter(p -> p.isUnknown() && p.site().node().source() == file.source())
            .findFirst();
    if (unknown.isPresent()) {
      return leftAlone(options, file, plans, unknown.get());
    }
    FilePort port = new FilePort(file, plans, options);
    direction.rules().forEach(rule -> rule.apply(port));
    String text = Imports.render(file, port.edits(), options.from(), options.to());
    Optional<String> broken =
        text.equals(file.source().text())
            ? Optional.empty()
            : PythonParser.problem(Source.of(file.source().path(), text));
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

  /** A file that uses an optimizer which its framework does not have: nothing in it is changed. */
  private static FileReport leftAlone(
      PortOptions options, PythonFile file, Plans plans, OptimizerPlan unknown) {
    FilePort port = new FilePort(file, plans, options);
    Rule rule = new Unrecognized();
    plans.survey().facings(file).stream()
        .filter(facing -> !port.isSettled(facing.node()))
        .forEach(facing -> port.refused(rule, facing.node(), facing.construct(), unknown.reason()));
    Node place = unknown.site().node();
    String problem = file.source().problem(place.start(), unknown.reason().en()).text();
    return failed(file.source(), Status.UNTOUCHED, problem).with(port.decisions());
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
