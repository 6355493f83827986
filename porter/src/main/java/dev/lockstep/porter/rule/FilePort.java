package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.Action;
import dev.lockstep.porter.Decision;
import dev.lockstep.porter.PortOptions;
import dev.lockstep.porter.Safety;
import dev.lockstep.porter.edit.Edits;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.Plans;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.Kept;
import dev.lockstep.porter.program.Suppression;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** One file while it is ported: what is planned, what was edited and decided so far. */
public final class FilePort {
  private static final Text SUPPRESSED =
      new Text("a comment asks to leave it as it is", "注释要求保持原样");

  private final PythonFile file;
  private final Plans plans;
  private final PortOptions options;
  private final Edits edits;
  private final Marks marks;
  private final List<Decision> decisions = new ArrayList<>();
  private final Set<Node> settled = new HashSet<>();
  private final List<Node> refused = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> brought = new HashMap<>();
  private final boolean suppresses;
  private final boolean isMarkedAnywhere;
  private final List<Call> calls;
  private final List<Node> references;
  private OptionalInt definitions = OptionalInt.empty();

  /** A file that nothing is decided on yet. */
  public FilePort(PythonFile file, Plans plans, PortOptions options) {
    this.file = file;
    this.plans = plans;
    this.options = options;
    this.edits = new Edits(file.source());
    this.marks = new Marks(edits);
    this.suppresses = Suppression.isIn(file.source());
    this.isMarkedAnywhere = Kept.isIn(file.source());
    this.calls = Call.in(file.root()).toList();
    this.references = references(file, program()).toList();
    file.root().descendants("identifier").forEach(n -> taken.add(n.text()));
  }

  /** The file. */
  public PythonFile file() {
    return file;
  }

  /** The plans of the project. */
  public Plans plans() {
    return plans;
  }

  /** What is asked for. */
  public PortOptions options() {
    return options;
  }

  /** The program that the file is part of. */
  public TrainingProgram program() {
    return plans.survey().program();
  }

  /** The edits so far. */
  public Edits edits() {
    return edits;
  }

  /** The places of this file that are of that construct and not settled yet. */
  public Stream<Facing> open(Construct construct) {
    return plans.survey().facings(file).stream()
        .filter(f -> f.construct() == construct && !isSettled(f.node()))
        .filter(f -> !isSuppressed(f.node()));
  }

  /** Whether a rule has decided on a node already. */
  public boolean isSettled(Node node) {
    return settled.contains(node);
  }

  /** Whether a mark of an earlier port says that the statement of a node stays. */
  public boolean isMarked(Node node) {
    return (isMarkedAnywhere && Kept.covers(node)) || isSuppressed(node);
  }

  /** A name that the file does not use: this one, or it with a number. */
  public String freshName(String wish) {
    String name = wish;
    for (int i = 2; !taken.add(name); i++) {
      name = wish + "_" + i;
    }
    return name;
  }

  /**
   * The name in this file of a definition that is brought to it.
   *
   * @param wish what it is called where that name is free
   * @param write writes it under the name it got; called the first time only
   */
  String bring(String wish, Consumer<String> write) {
    String name = brought.get(wish);
    if (name == null) {
      name = freshName(wish);
      brought.put(wish, name);
      write.accept(name);
    }
    return name;
  }

  /** Where the definitions stand that are brought to the file; found the first time only. */
  int definitions(IntSupplier find) {
    if (definitions.isEmpty()) {
      definitions = OptionalInt.of(find.getAsInt());
    }
    return definitions.getAsInt();
  }

  /** Whether an optimizer is ported here: one whose numbers may change asks for --unsafe. */
  public boolean isMade(OptimizerPlan plan) {
    return plan.isPorted() && (!plan.isUnsafe() || options.unsafe());
  }

  /** A quotation mark that may stand at a place: inside an f-string, not the f-string's own. */
  public String quote(Node place) {
    boolean double_ =
        place
            .enclosing("string")
            .filter(string -> string.tokens().get(0).text().endsWith("\""))
            .isPresent();
    return double_ ? "'" : "\"";
  }

  /** Decides that a node was rewritten. */
  public void changed(
      Rule rule, Node node, Construct construct, Verdict verdict, Text why, Optional<String> card) {
    Safety safety = verdict.keepsNumbers() ? Safety.SAFE : Safety.UNSAFE;
    decide(node, construct, rule, verdict, safety, Action.CHANGED, why, card);
  }

  /** Decides that the lines from one statement to another were rewritten. */
  public void changed(
      Rule rule, Node first, Node last, Construct construct, Verdict verdict, Text why) {
    decisions.add(
        new Decision(
            first.line(),
            last.endLine(),
            construct,
            rule.id(),
            verdict,
            Safety.SAFE,
            Action.CHANGED,
            why,
            Optional.empty()));
  }

  /** Whether a node lies in something that stays as it was. */
  public boolean isInRefused(Node node) {
    for (Node each : refused) {
      if (each.contains(node)) {
        return true;
      }
    }
    return isSuppressed(node);
  }

  private boolean isSuppressed(Node node) {
    return suppresses && Suppression.covers(node);
  }

  /** The calls of the file that may still be changed. */
  public Stream<Call> calls() {
    return calls.stream().filter(call -> !isInRefused(call.node()));
  }

  /** The calls of the file that may still be changed, and that no earlier port has marked. */
  public Stream<Call> unmarkedCalls() {
    return calls().filter(call -> !isMarked(call.node()));
  }

  /** Takes a node as decided by a decision on the lines around it. */
  public void settle(Node node) {
    settled.add(node);
  }

  /** Decides that a node was rewritten, with the same numbers. */
  public void changed(Rule rule, Node node, Construct construct, Text why) {
    changed(rule, node, construct, Verdict.EXACT, why, Optional.empty());
  }

  /** Decides that a node stays because it means the same, or does not concern the port. */
  public void kept(Rule rule, Node node, Construct construct, Text why) {
    decide(node, construct, rule, Verdict.EXACT, Safety.SAFE, Action.KEPT, why, Optional.empty());
  }

  /** Decides that a node stays for want of a counterpart, and marks it. */
  public void refused(Rule rule, Node node, Construct construct, Text why) {
    refused(rule, node, construct, Verdict.UNSUPPORTED, why);
  }

  /** Decides that a node stays because its counterpart diverges, and marks it. */
  public void refused(Rule rule, Node node, Construct construct, Verdict verdict, Text why) {
    if (isSuppressed(node)) {
      kept(rule, node, construct, SUPPRESSED);
      return;
    }
    marks.add(node, rule.id(), why.en());
    refused.add(node);
    Safety safety = verdict == Verdict.DIVERGES ? Safety.UNSAFE : Safety.SAFE;
    decide(node, construct, rule, verdict, safety, Action.REFUSED, why, Optional.empty());
  }

  private void decide(
      Node node,
      Construct construct,
      Rule rule,
      Verdict verdict,
      Safety safety,
      Action action,
      Text why,
      Optional<String> card) {
    settled.add(node);
    decisions.add(
        new Decision(
            node.line(), node.endLine(), construct, rule.id(), verdict, safety, action, why, card));
  }

  /** The decisions so far, in the order of the lines. */
  public List<Decision> decisions() {
    List<Decision> sorted = new ArrayList<>(decisions);
    sorted.sort(
        Comparator.comparingInt(Decision::line)
            .thenComparing(Decision::endLine)
            .thenComparing(Decision::construct));
    return List.copyOf(sorted);
  }

  /**
   * The identifiers and dotted names of the file that stand for an API of the source framework;
   * those in imports stand for none.
   */
  public Stream<Node> references() {
    return references.stream().filter(n -> !isInRefused(n));
  }

  private static Stream<Node> references(PythonFile file, TrainingProgram program) {
    return file.root()
        .descendants()
        .filter(n -> n.is("attribute") || (n.is("identifier") && Effects.isReference(n)))
        .filter(n -> !isInnerPart(n))
        .filter(n -> program.qualified(n).isPresent());
  }

  private static boolean isInnerPart(Node node) {
    return node.field().equals("object")
        && node.parent().filter(p -> p.is("attribute")).isPresent();
  }
}
