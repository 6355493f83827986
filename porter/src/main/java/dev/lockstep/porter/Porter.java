package dev.lockstep.porter;

import dev.lockstep.mapping.Cards;
import dev.lockstep.porter.api.Apis;
import dev.lockstep.porter.edit.Imports;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.Plans;
import dev.lockstep.porter.plan.Survey;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final List<Rule> rules;

  /**
   * A porter.
   *
   * @throws IllegalArgumentException if there is no such direction
   */
  public Porter(PortOptions options) {
    this.options = options;
    this.rules = Rules.of(Apis.load(options.from(), options.to()));
  }

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
    Survey survey = new Survey(TrainingProgram.read(new Project(files), options.fromVersion()));
    boolean facing = survey.facings().findAny().isPresent();
    Plans plans = new Plans(survey, CARDS, options.to());
    Map<Source, FileReport> ported = new LinkedHashMap<>();
    for (PythonFile file : files) {
      ported.put(file.source(), facing ? port(file, plans) : noOptimizer(file));
    }
    return new PortReport(
        options,
        sources.stream()
            .map(s -> Optional.ofNullable(failed.get(s)).orElseGet(() -> report(ported, s)))
            .toList());
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

  private FileReport port(PythonFile file, Plans plans) {
    Optional<OptimizerPlan> unknown =
        plans.optimizers().stream()
            .filter(p -> p.isUnknown() && p.site().node().source() == file.source())
            .findFirst();
    if (unknown.isPresent()) {
      Node place = unknown.get().site().node();
      String reason = unknown.get().reason().en();
      return failed(
          file.source(), Status.UNTOUCHED, file.source().problem(place.start(), reason).text());
    }
    FilePort port = new FilePort(file, plans, options);
    rules.forEach(rule -> rule.apply(port));
    String text = Imports.render(file, port.edits(), options.from(), options.to());
    Optional<String> broken = PythonParser.problem(Source.of(file.source().path(), text));
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

  private static Status status(List<Decision> decisions, boolean changed) {
    boolean refused = decisions.stream().anyMatch(d -> d.action() == Action.REFUSED);
    boolean rewrote = decisions.stream().anyMatch(d -> d.action() == Action.CHANGED);
    if (!changed && !rewrote) {
      return refused ? Status.PARTLY : Status.UNTOUCHED;
    }
    return refused ? Status.PARTLY : Status.PORTED;
  }
}
