package dev.lockstep.porter.rule;

import dev.lockstep.porter.edit.Edits;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.Pass;
import dev.lockstep.porter.step.ScaledBranch;
import dev.lockstep.porter.step.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rewriting of one backward pass: the statements that compute the loss become a function, and
 * {@code value_and_grad} of it is called in their place.
 */
final class PassWriter {
  /** What gives a Python number or an array of NumPy's. */
  private static final Set<String> NUMBERS =
      Set.of("item", "float", "int", "len", "round", "bool", "numpy", "tolist");

  private final FilePort port;
  private final StepPlan plan;
  private final Pass pass;
  private final Edits edits;
  private final Source source;
  private final String forward;
  private final String gradient;
  private final String grads;
  private final String loss;

  /** A writer that gives the gradients of the pass that name. */
  PassWriter(FilePort port, StepPlan plan, Pass pass, String grads) {
    this.port = port;
    this.plan = plan;
    this.pass = pass;
    this.grads = grads;
    this.edits = port.edits();
    this.source = port.file().source();
    this.forward = port.freshName("forward_fn");
    this.gradient = port.freshName("grad_fn");
    this.loss = pass.lossName().orElseGet(() -> port.freshName("loss_value"));
  }

  /**
   * Writes the pass.
   *
   * @param before a statement behind the function, or nothing
   * @param then what is done with its gradients in the place of {@code backward()}, or nothing
   */
  void write(String before, String then) {
    Node home = Statements.lineStarter(pass.home());
    String start = before.isEmpty() ? "" : source.indent(home.start()) + before + source.newline();
    edits.insert(aboveComments(home), r -> definition(r, home) + start);
    List<List<Node>> runs = runs(pass.moved());
    if (plan.handed().isPresent()) {
      hand(runs, plan.handed().get());
      return;
    }
    if (runs.isEmpty()) {
      edits.replace(
          pass.backward(),
          r ->
              then.isEmpty()
                  ? call()
                  : call() + r.newline() + r.indent(pass.backward().start()) + then);
      return;
    }
    replaceRuns(runs);
    if (then.isEmpty()) {
      edits.move(pass.backward());
    } else {
      edits.replace(pass.backward(), r -> then);
    }
  }

  private void replaceRuns(List<List<Node>> runs) {
    pass.backwards().stream().filter(b -> b != pass.backward()).forEach(edits::move);
    List<Node> first = runs.get(0);
    replaceRun(first, r -> hasOwnLines(first) ? calls(r, first.get(0).start()) : call());
    runs.subList(1, runs.size()).forEach(this::removeRun);
  }

  /** The call that is handed a loss gets its gradients instead. */
  private void hand(List<List<Node>> runs, Node handed) {
    int step = pass.backward().start();
    if (runs.isEmpty()) {
      edits.insert(step, r -> call() + r.newline() + r.indent(step));
    } else {
      replaceRuns(runs);
    }
    edits.replace(handed, grads);
  }

  /** Statements that follow each other. */
  private List<List<Node>> runs(List<Node> statements) {
    List<List<Node>> runs = new ArrayList<>();
    for (Node statement : statements) {
      List<Node> suite = Statements.siblings(statement);
      int index = suite.indexOf(statement);
      boolean follows =
          index > 0 && !runs.isEmpty() && runs.get(runs.size() - 1).contains(suite.get(index - 1));
      if (!follows) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(statement);
    }
    return runs;
  }

  private void replaceRun(List<Node> run, Replacement text) {
    Node first = run.get(0);
    if (!hasOwnLines(run)) {
      run.subList(1, run.size()).forEach(edits::move);
      edits.replace(first, text);
      return;
    }
    replaceLines(run, r -> source.indent(first.start()) + text.render(r) + source.newline());
  }

  private void removeRun(List<Node> run) {
    if (hasOwnLines(run)) {
      String rest =
          isInBranch(run) && isAllOfBlock(run)
              ? source.indent(run.get(0).start()) + "pass" + source.newline()
              : "";
      replaceLines(run, r -> rest);
    } else {
      run.forEach(edits::move);
    }
  }

  private void replaceLines(List<Node> run, Replacement lines) {
    int start = source.lineStart(run.get(0).line());
    edits.replace(start, source.lineEnd(run.get(run.size() - 1).endLine()), lines);
  }

  private static boolean hasOwnLines(List<Node> run) {
    return run.stream().allMatch(s -> Statements.startsLine(s) && Statements.endsLine(s));
  }

  /** The call of the gradient function; of the function alone where no gradients are asked for. */
  private String calls(Rendering r, int start) {
    Optional<Pass.Branch> known = pass.branch().filter(b -> b.condition().isPresent());
    if (known.isEmpty()) {
      return call();
    }
    String condition = r.text(known.get().condition().orElseThrow());
    boolean negated = known.get().negated();
    String plain = "%s = %s(%s)".formatted(String.join(", ", values()), forward, inputs());
    String indent = source.newline() + source.indent(start);
    return "if "
        + condition
        + ":"
        + indent
        + r.unit()
        + (negated ? plain : call())
        + indent
        + "else:"
        + indent
        + r.unit()
        + (negated ? call() : plain);
  }

  /** {@code (loss, output), grads = grad_fn(images, target)}. */
  private String call() {
    List<String> values = values();
    String value = String.join(", ", values);
    return "%s, %s = %s(%s)"
        .formatted(values.size() == 1 ? value : "(" + value + ")", grads, gradient, inputs());
  }

  /** What the function gives; a scaled loss comes first. */
  private List<String> values() {
    List<String> values = new ArrayList<>(derivesOther() ? List.of("_") : List.of());
    values.add(loss);
    values.addAll(outputs());
    return values;
  }

  /**
   * What the function gives beside the loss; value_and_grad takes a number alone for nothing, but
   * not a list of one.
   */
  private List<String> outputs() {
    boolean alone = pass.outputs().size() == 1 && !derivesOther();
    return alone && isNumber(pass.outputs().get(0))
        ? List.of("[" + pass.outputs().get(0) + "]")
        : pass.outputs();
  }

  /** Whether a variable surely holds a Python number where the function ends. */
  private boolean isNumber(String name) {
    return pass.forward().stream()
        .flatMap(s -> s.descendants("assignment"))
        .filter(a -> a.get("left").text().equals(name))
        .reduce((earlier, later) -> later)
        .flatMap(a -> a.find("right"))
        .filter(PassWriter::isNumber)
        .isPresent();
  }

  private static boolean isNumber(Node value) {
    return switch (value.kind()) {
      case "integer", "float", "none", "string", "true", "false" -> true;
      case "binary_operator" -> isNumber(value.get("left")) && isNumber(value.get("right"));
      case "parenthesized_expression" -> isNumber(value.children().get(0));
      default -> Call.of(value).filter(c -> NUMBERS.contains(c.name())).isPresent();
    };
  }

  private String inputs() {
    return String.join(", ", pass.inputs());
  }

  private String definition(Rendering r, Node home) {
    String indent = source.indent(home.start());
    String unit = r.unit();
    String end = source.newline();
    StringBuilder out = new StringBuilder(blankLineBefore(home) ? "" : end);
    pass.unborn().forEach(name -> out.append(indent).append(name).append(" = None").append(end));
    out.append(pass.unborn().isEmpty() ? "" : end);
    out.append(indent).append("def ").append(forward);
    out.append("(").append(inputs()).append("):").append(end);
    List<List<Node>> runs = runs(pass.forward());
    runs.stream()
        .filter(run -> !isInBranch(run))
        .forEach(run -> out.append(body(r, run, indent + unit)));
    pass.absent()
        .forEach(n -> out.append(indent).append(unit).append(n).append(" = None").append(end));
    runs.stream()
        .filter(this::isInBranch)
        .forEach(run -> out.append(guarded(r, run, indent + unit)));
    out.append(indent).append(unit).append("return ").append(results(r));
    out.append(end).append(end).append(indent).append(gradient).append(" = ");
    out.append(r.name("mindspore.value_and_grad", pass.backward()));
    out.append("(").append(forward).append(", None, ");
    out.append(
        plan.optimizers().stream()
            .map(o -> o.text() + ".parameters")
            .collect(Collectors.joining(" + ")));
    boolean auxiliary = !pass.outputs().isEmpty() || derivesOther();
    out.append(auxiliary ? ", has_aux=True)" : ")");
    return out.append(end).append(end).toString();
  }

  /** Whether nothing of their block stays when some statements go. */
  private boolean isAllOfBlock(List<Node> run) {
    return Statements.siblings(run.get(0)).stream()
        .allMatch(
            s ->
                run.contains(s)
                    || (!plan.carried() && (s == pass.backward() || plan.zeroGrads().contains(s))));
  }

  /** Whether statements stand in the branch of the pass, not in front of it. */
  private boolean isInBranch(List<Node> run) {
    return Statements.suite(run.get(0)) != Statements.suite(pass.place());
  }

  /** Statements of the branch, under its condition if it has one. */
  private String guarded(Rendering r, List<Node> run, String indent) {
    Optional<Node> condition = pass.branch().flatMap(Pass.Branch::condition);
    if (condition.isEmpty()) {
      return body(r, run, indent);
    }
    String text = r.text(condition.get());
    boolean negated = pass.branch().orElseThrow().negated();
    String taken = negated ? "not " + (text.contains(" ") ? "(" + text + ")" : text) : text;
    return indent + "if " + taken + ":" + source.newline() + body(r, run, indent + r.unit());
  }

  private String results(Rendering r) {
    List<String> results = new ArrayList<>();
    boolean whole = Statements.isAlone(pass.loss());
    String value =
        plan.handed()
            .map(Node::text)
            .orElseGet(() -> whole ? r.inside(pass.loss()) : r.text(pass.loss()));
    String sum =
        pass.terms().isEmpty()
            ? value
            : pass.terms().stream().map(t -> term(r, t)).collect(Collectors.joining(" + "));
    plan.scaling().ifPresent(s -> results.add(scaled(s, sum)));
    plan.beside().ifPresent(branch -> results.add(scaled(r, branch, sum)));
    if (results.isEmpty() && derivesOther()) {
      results.add(sum);
    }
    results.add(value);
    results.addAll(outputs());
    return String.join(", ", results);
  }

  /** Whether the gradient is taken of something else than the loss. */
  private boolean derivesOther() {
    return plan.scales() || !pass.terms().isEmpty();
  }

  /** A loss; the product with the gradient that it is given, no gradient of which is taken. */
  private static String term(Rendering r, Pass.Term term) {
    String loss = r.text(term.loss());
    return term.weight()
        .map(
            w ->
                "(%s * %s(%s)).sum()"
                    .formatted(loss, r.name("mindspore.ops.stop_gradient", w), r.text(w)))
        .orElse(loss);
  }

  private static String scaled(StepPlan.Scaling scaling, String value) {
    return "%s.scale(%s)".formatted(scaling.scaler().text(), value);
  }

  /** Scaled where the branch that scales is taken. */
  private static String scaled(Rendering r, ScaledBranch branch, String value) {
    String condition = r.text(branch.taken().condition().orElseThrow());
    String scaled = scaled(branch.step().scaling().orElseThrow(), value);
    return branch.taken().negated()
        ? "%s if %s else %s".formatted(value, condition, scaled)
        : "%s if %s else %s".formatted(scaled, condition, value);
  }

  private String body(Rendering r, List<Node> run, String indent) {
    Node first = run.get(0);
    Node last = run.get(run.size() - 1);
    if (!hasOwnLines(run)) {
      return run.stream()
          .map(s -> indent + r.inside(s) + source.newline())
          .collect(Collectors.joining());
    }
    int start = source.lineStart(first.line());
    int end = source.lineEnd(last.endLine());
    String text = r.moved(port.file().root(), start, end, source.indent(first.start()), indent);
    return text.endsWith("\n") ? text : text + source.newline();
  }

  private boolean blankLineBefore(Node home) {
    int line = source.line(aboveComments(home)) - 1;
    String text = line < 1 ? "" : source.lineText(line).strip();
    return text.isEmpty() || text.endsWith(":");
  }

  /** The start of the comment lines that stand directly above a statement. */
  private int aboveComments(Node statement) {
    int line = statement.line();
    while (line > 1 && source.lineText(line - 1).strip().startsWith("#")) {
      line--;
    }
    return source.lineStart(line);
  }
}
