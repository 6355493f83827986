package dev.lockstep.guide;

import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.rewrite.Rewrites;
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
 *
 * <p>The loop is that of its class or package, such as {@code samples/LBFGS.torch.py}, else that of
 * its kind. Where the porter leaves the script to a person, a port by hand may stand beside it,
 * {@code samples/LBFGS.port.mindspore.py}, with the word {@code CLASS} for the generated class.
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
      List<Charts.Chart> charts) {
    /** The same without a file of the port: it does not run as it is. */
    View withoutFile() {
      return new View(left, leftFile, before, right, "", after, reasons, charts);
    }
  }

  /** A decision of the porter. */
  record Reason(String verdict, String text) {}

  Samples(Words words) {
    this.words = words;
    this.charts = new Charts(words);
  }

  /** The script of an API; empty if the list has no call of it. */
  Optional<View> of(String api) {
    return script(api).map(script -> view(api, script));
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
    return call(api)
        .filter(call -> hasOwnLoop(api) || call.contains("(optimizer, ") || call.contains("model."))
        .map(call -> ownLoop(api).orElseGet(() -> loop(kind(api), api)).replace("CALL", call));
  }

  /** Whether a loop is written for that class alone. */
  static boolean hasOwnLoop(String api) {
    return ownLoop(api).isPresent();
  }

  private static Optional<String> ownLoop(String api) {
    return Quoted.find("samples/%s.%s.py".formatted(simple(api), framework(api)));
  }

  private static String loop(String kind, String api) {
    return Quoted.text("samples/%s.%s.py".formatted(kind, framework(api)));
  }

  private static String kind(String api) {
    if (api.contains(".mint.")) {
      return "mint";
    }
    boolean schedule = api.contains(".lr_scheduler.") || api.contains(".swa_utils.");
    return schedule ? "scheduler" : "optimizer";
  }

  private static String simple(String api) {
    return api.substring(api.lastIndexOf('.') + 1);
  }

  private static String framework(String api) {
    return api.startsWith("torch.") ? "torch" : "mindspore";
  }

  /** The port that a person wrote; empty if the porter makes it. */
  private static Optional<String> byHand(String api) {
    String target = framework(api).equals("torch") ? "mindspore" : "torch";
    Optional<String> generated =
        Cards.load().from(api, target).stream()
            .filter(Card::isGenerated)
            .flatMap(card -> Rewrites.classFor(card).stream())
            .findFirst();
    return Quoted.find("samples/%s.port.%s.py".formatted(simple(api), target))
        .map(text -> text.replace("CLASS", generated.orElse("")));
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
        .forEach(api -> script(api).ifPresent(script -> add(files, api, script)));
    return files;
  }

  private static void add(Map<String, String> files, String api, String script) {
    String name = name(api);
    files.put(name, script);
    byHand(api)
        .or(
            () ->
                Optional.of(Port.of(name, script))
                    .filter(r -> !r.hasFindings())
                    .map(FileReport::ported))
        .ifPresent(port -> files.put(portName(name), port));
  }

  private View view(String api, String script) {
    String name = name(api);
    return byHand(api)
        .map(
            port ->
                view(
                    name,
                    script,
                    port,
                    List.of(new Reason("REWRITE", words.of("by-hand"))),
                    List.of()))
        .orElseGet(() -> ported(name, script));
  }

  private View ported(String name, String script) {
    FileReport report = Port.of(name, script);
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
    View whole = view(name, script, report.ported(), reasons.stream().distinct().toList(), runs);
    return report.hasFindings() ? whole.withoutFile() : whole;
  }

  private static View view(
      String name, String script, String port, List<Reason> reasons, List<Charts.Chart> charts) {
    boolean torch = name.endsWith(".torch.py");
    return new View(
        torch ? "PyTorch" : "MindSpore",
        name,
        Highlight.PYTHON.block(script),
        torch ? "MindSpore" : "PyTorch",
        portName(name),
        Highlight.PYTHON.block(port),
        reasons,
        charts);
  }
}
