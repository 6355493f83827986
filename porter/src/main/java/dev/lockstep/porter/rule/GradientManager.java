package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.MegEngineFacings;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.Translator;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MegEngine's {@code GradManager}, for torch: {@code backward(loss)} becomes the loss's own; where
 * not all is attached, it is told which parameters get gradients.
 */
public final class GradientManager implements Rule {
  private static final Text ALL =
      new Text(
          "torch records by itself and gives every parameter its gradient, as with all of them"
              + " attached",
          "torch 自行记录计算并为每个参数求梯度，相当于全部参数都已 attach");
  private static final Text SOME =
      new Text(
          "inputs names what is attached: the other parameters get no gradient, in torch too",
          "inputs 指明已 attach 的参数：其余参数在 torch 中同样不求梯度");
  private static final Text RECORDS =
      new Text("torch records inside and outside of this block", "torch 在此代码块内外都会记录计算");
  private static final Text CALLBACKS =
      new Text(
          "its callbacks (such as the mean over processes of make_allreduce_cb) have no counterpart"
              + " here; in torch wrap the model in DistributedDataParallel",
          "其回调（如 make_allreduce_cb 的跨进程平均）在此没有对应项；torch 中请用 DistributedDataParallel 包装模型");
  private static final Text ATTACH_STAYS =
      new Text("what is attached to it stays as it is", "其 attach 调用保持不变");
  private static final Text BACKWARD_STAYS =
      new Text("a backward() of it stays as it is", "其某个 backward() 调用保持不变");
  private static final Text NO_LOSS = new Text("it is not told what to derive", "没有说明对什么求导");
  private static final Text UNSEEN =
      new Text(
          "only some parameters are attached, and they cannot be named here; give backward(inputs=...)"
              + " what is attached",
          "只 attach 了部分参数，而此处无法写出它们；请在 backward(inputs=...) 中给出");
  private static final Text BY_HAND =
      new Text(
          "recording by hand has no counterpart; torch records always", "手动记录没有对应项；torch 始终记录");

  @Override
  public void apply(FilePort port) {
    List<Facing> facings = port.open(Construct.BACKWARD).toList();
    for (String name : List.of("backward", "record", "release", "attach", "GradManager")) {
      for (Facing facing : facings) {
        Call.of(facing.node())
            .filter(call -> call.name().equals(name))
            .ifPresent(call -> call(port, call));
      }
    }
    facings.stream()
        .filter(f -> f.node().parent().filter(p -> p.is("with_item")).isPresent())
        .forEach(f -> block(port, f.node()));
  }

  private void call(FilePort port, Call call) {
    switch (call.name()) {
      case "attach" -> attach(port, call);
      case "GradManager" -> construction(port, call);
      case "backward" -> {
        if (call.receiver()
            .filter(r -> MegEngineFacings.isManager(port.program(), r))
            .isPresent()) {
          backward(port, call);
        }
      }
      default -> port.refused(this, call.node(), Construct.BACKWARD, BY_HAND);
    }
  }

  /** The block of {@code with gm:} moves out of it; beside other managers one that does nothing. */
  private void block(FilePort port, Node manager) {
    Node with = manager.enclosing("with_statement").orElseThrow();
    boolean alone =
        with.descendants("with_clause").findFirst().orElseThrow().children().size() == 1;
    boolean free = with.get("body").line() > with.line() && Statements.startsLine(with);
    if (!alone || !free) {
      port.edits().replace(manager, r -> r.name("torch.enable_grad", manager) + "()");
      port.changed(this, manager, Construct.BACKWARD, RECORDS);
      return;
    }
    Source source = with.source();
    int start = source.lineStart(with.line() + 1);
    String inner = source.indent(with.get("body").start());
    port.edits()
        .replace(
            with,
            r -> {
              String outer = r.indent(with.start());
              return r.moved(with, start, with.end(), inner, outer).substring(outer.length());
            });
    port.settle(manager);
    port.changed(this, with, with, Construct.BACKWARD, Verdict.EXACT, RECORDS);
  }

  private void attach(FilePort port, Call call) {
    Optional<Node> callbacks = call.argument(1, "callbacks").map(Argument::value);
    if (callbacks.filter(c -> !c.is("none")).isPresent()) {
      port.refused(this, call.node(), Construct.BACKWARD, CALLBACKS);
      return;
    }
    List<Node> of = MegEngineFacings.constructions(port.program(), call.receiver().orElseThrow());
    if (isAskedOf(port, "backward", of)) {
      port.refused(this, call.node(), Construct.BACKWARD, BACKWARD_STAYS);
      return;
    }
    Node statement = Statements.of(call.node());
    if (statement.children().equals(List.of(call.node())) && !isChained(call)) {
      port.edits().remove(statement);
    }
    port.changed(this, call.node(), Construct.BACKWARD, ALL);
  }

  private static boolean isChained(Call attach) {
    return attach.receiver().filter(r -> r.is("call")).isPresent();
  }

  /** The manager is gone where nothing else uses its name, else None. */
  private void construction(FilePort port, Call call) {
    Node whole = chain(call.node());
    List<Node> of = List.of(call.node());
    if (isAskedOf(port, "attach", of) || isAskedOf(port, "backward", of)) {
      port.refused(this, call.node(), Construct.BACKWARD, ATTACH_STAYS);
      return;
    }
    boolean unused = Statements.result(whole).filter(t -> isOnlyManaged(port, t)).isPresent();
    if (unused) {
      port.edits().remove(Statements.of(whole));
    } else {
      port.edits().replace(whole, "None");
    }
    port.changed(this, call.node(), Construct.BACKWARD, ALL);
  }

  /** The call with the attach that is called on it. */
  private static Node chain(Node construction) {
    return construction
        .parent()
        .filter(p -> p.is("attribute") && p.get("attribute").text().equals("attach"))
        .flatMap(Node::parent)
        .filter(p -> p.is("call"))
        .orElse(construction);
  }

  /** Whether some call of that name on these managers stays as it is. */
  private static boolean isAskedOf(FilePort port, String name, List<Node> constructions) {
    return calls(port, name, constructions).stream()
        .anyMatch(call -> port.isInRefused(call.node()));
  }

  /** Whether a name stands only where this rule decides. */
  private static boolean isOnlyManaged(FilePort port, Node name) {
    Set<Node> managed = new LinkedHashSet<>();
    port.plans().survey().facings(port.file()).stream()
        .filter(f -> f.construct() == Construct.BACKWARD)
        .forEach(f -> managed.add(f.subject().orElse(f.node())));
    return port.file()
        .root()
        .descendants(name.kind())
        .filter(n -> n != name && n.text().equals(name.text()))
        .allMatch(managed::contains);
  }

  private void backward(FilePort port, Call call) {
    Optional<Node> loss = call.argument(0, "y").map(Argument::value);
    Optional<List<String>> inputs = inputs(port, call);
    if (loss.isEmpty() || inputs.isEmpty()) {
      port.refused(this, call.node(), Construct.BACKWARD, loss.isEmpty() ? NO_LOSS : UNSEEN);
      return;
    }
    Optional<Node> dy = call.argument(1, "dy").map(Argument::value);
    List<String> attached = inputs.get();
    boolean several = loss.get().is("list", "tuple");
    port.edits()
        .replace(
            call.node(),
            r -> {
              String y = r.text(loss.get());
              String start =
                  several
                      ? r.name("torch.autograd.backward", call.callee()) + "(" + y + ", "
                      : closed(loss.get(), y) + ".backward(";
              String given = dy.map(d -> r.text(d) + ", ").orElse("");
              String some = attached.isEmpty() ? "" : "inputs=" + listed(attached) + ", ";
              return (start + given + some).replaceFirst(", $", "") + ")";
            });
    port.changed(
        this,
        call.node(),
        Construct.BACKWARD,
        Verdict.EXACT,
        attached.isEmpty() ? ALL : SOME,
        Optional.empty());
  }

  private static String listed(List<String> attached) {
    return attached.size() == 1
        ? "list(" + attached.get(0) + ")"
        : "[*" + String.join(", *", attached) + "]";
  }

  private static String closed(Node expression, String text) {
    return expression.is("identifier", "attribute", "call", "subscript") ? text : "(" + text + ")";
  }

  /**
   * What backward() must be told is attached, as written there; an empty list if that is what torch
   * does anyway, nothing if it cannot be told.
   */
  private static Optional<List<String>> inputs(FilePort port, Call call) {
    List<Node> constructions =
        MegEngineFacings.constructions(port.program(), call.receiver().orElseThrow());
    List<Node> attached =
        calls(port, "attach", constructions).stream()
            .flatMap(attach -> attach.argument(0, "tensors").stream())
            .map(Argument::value)
            .toList();
    boolean alone = managers(port).size() <= 1;
    if (alone && attached.stream().allMatch(node -> isEverything(port, node))) {
      return Optional.of(List.of());
    }
    Translator translator = new Translator(port.program().flow(), List.of(), call.node());
    List<String> written = new ArrayList<>();
    for (Node node : attached) {
      Optional<String> text = translator.translate(node).or(() -> unbound(port, node));
      if (text.isEmpty()) {
        return Optional.empty();
      }
      written.add(text.get());
    }
    return written.isEmpty() ? Optional.empty() : Optional.of(written);
  }

  /** An expression of names that the file does not bind: they come by a star or from outside. */
  private static Optional<String> unbound(FilePort port, Node node) {
    boolean free =
        new Effects(port.program().project())
            .reads(node)
            .allMatch(name -> port.program().project().scopes(name).lookup(name).isEmpty());
    return free ? Optional.of(node.text()) : Optional.empty();
  }

  private static List<Node> managers(FilePort port) {
    return calls(port).stream()
        .filter(c -> MegEngineFacings.isConstruction(port.program(), c))
        .map(Call::node)
        .toList();
  }

  private static List<Call> calls(FilePort port, String name, List<Node> constructions) {
    return calls(port).stream()
        .filter(c -> c.name().equals(name) && c.receiver().isPresent())
        .filter(
            c ->
                MegEngineFacings.constructions(port.program(), c.receiver().get()).stream()
                    .anyMatch(constructions::contains))
        .toList();
  }

  private static List<Call> calls(FilePort port) {
    return port.plans()
        .survey()
        .facings()
        .filter(f -> f.construct() == Construct.BACKWARD)
        .flatMap(f -> Call.of(f.node()).stream())
        .toList();
  }

  /** All parameters of a model, or what some optimizer is given. */
  private static boolean isEverything(FilePort port, Node attached) {
    boolean parameters =
        port.program().flow().origins(attached).stream()
            .flatMap(o -> Call.of(o).stream())
            .anyMatch(c -> c.name().equals("parameters") && c.receiver().isPresent());
    return parameters
        || port.program().optimizers().stream()
            .map(OptimizerSite::params)
            .flatMap(Optional::stream)
            .anyMatch(p -> p.value().text().equals(attached.text()));
  }
}
