package dev.lockstep.guide;

import dev.lockstep.porter.Action;
import dev.lockstep.porter.Decision;
import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortedOptimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A script for each API: a call of the list {@code samples/calls.txt} in a training loop, before
 * and after its port.
 */
final class Samples {
  private final Words words;
  private final Charts charts;

  /**
   * A script before and after.
   *
   * @param left framework of the original
   * @param leftFile its file
   * @param before its code
   * @param right framework of the port
   * @param rightFile its file; empty if it is not ported whole
   * @param after its code
   * @param reasons what the porter decided
   * @param charts of a run of both
   */
  record View(
      String left,
      String leftFile,
      String before,
      String right,
      String rightFile,
      String after,
      List<Reason> reasons,
      List<Charts.Chart> charts) {}

  /** A decision of the porter. */
  record Reason(String verdict, String text) {}

  Samples(Words words) {
    this.words = words;
    this.charts = new Charts(words);
  }

  /** The script of an API; empty if the list has no call of it. */
  Optional<View> of(String api) {
    return script(api).map(script -> view(name(api), script));
  }

  /** The call of an API in the list; empty if there is none. */
  static Optional<String> call(String api) {
    return Quoted.text("samples/calls.txt")
        .lines()
        .filter(line -> line.startsWith(api + "("))
        .findFirst();
  }

  /** The text of the script; empty if the list has no call of the API. */
  static Optional<String> script(String api) {
    String kind = api.contains(".lr_scheduler.") ? "scheduler" : "optimizer";
    String framework = api.startsWith("torch.") ? "torch" : "mindspore";
    return call(api)
        .filter(call -> call.contains("(optimizer, ") || call.contains("model."))
        .map(
            call ->
                Quoted.text("samples/%s.%s.py".formatted(kind, framework)).replace("CALL", call));
  }

  /** The file name of the script, which names its framework. */
  private static String name(String api) {
    return api + (api.startsWith("torch.") ? ".torch.py" : ".mindspore.py");
  }

  /** The file name of the port of a script. */
  static String portName(String name) {
    boolean torch = name.endsWith(".torch.py");
    return name.replaceFirst("\\.(torch|mindspore)\\.py$", "")
        + (torch ? ".port.mindspore.py" : ".port.torch.py");
  }

  /** All scripts of the list, and the ports of those that are ported whole, by file name. */
  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    Quoted.text("samples/calls.txt")
        .lines()
        .map(line -> line.substring(0, line.indexOf('(')))
        .forEach(
            api ->
                script(api)
                    .ifPresent(
                        script -> {
                          String name = name(api);
                          files.put(name, script);
                          FileReport report = Port.of(name, script);
                          if (!report.hasFindings()) {
                            files.put(portName(name), report.ported());
                          }
                        }));
    return files;
  }

  private View view(String name, String script) {
    FileReport report = Port.of(name, script);
    boolean torch = name.endsWith(".torch.py");
    List<Reason> reasons = new ArrayList<>();
    for (Decision decision : report.decisions()) {
      if (decision.card().isPresent() || decision.action() == Action.REFUSED) {
        reasons.add(new Reason(decision.verdict().name(), words.of(decision.reason())));
      }
    }
    report.problem().ifPresent(problem -> reasons.add(new Reason("UNSUPPORTED", problem)));
    List<Charts.Chart> runs = new ArrayList<>();
    for (PortedOptimizer optimizer : report.optimizers()) {
      runs.addAll(charts.of(optimizer));
    }
    return new View(
        torch ? "PyTorch" : "MindSpore",
        name,
        Highlight.PYTHON.block(script),
        torch ? "MindSpore" : "PyTorch",
        report.hasFindings() ? "" : portName(name),
        Highlight.PYTHON.block(report.ported()),
        reasons.stream().distinct().toList(),
        runs);
  }
}
