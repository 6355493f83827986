package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;

/** {@code depend(value, expression)}: the value, after the expression was evaluated. */
public final class DependCall implements Rule {
  private static final Text ORDER =
      new Text("torch runs statements in their order", "torch 按语句顺序执行");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> c.name().equals("depend") && isOfMindSpore(port, c))
        .filter(c -> c.arguments().size() == 2)
        .filter(c -> c.arguments().stream().allMatch(a -> a.keyword().isEmpty()))
        .filter(c -> !port.edits().covers(c.node()))
        .toList()
        .forEach(c -> write(port, c));
  }

  private static boolean isOfMindSpore(FilePort port, Call call) {
    return port.program()
        .canonical(call.callee())
        .filter("mindspore.ops.depend"::equals)
        .isPresent();
  }

  private void write(FilePort port, Call call) {
    List<Argument> arguments = call.arguments();
    Node value = arguments.get(0).value();
    Node before = arguments.get(1).value();
    Node statement = Statements.of(call.node());
    boolean line = LossNetwork.isName(value) && Statements.startsLine(statement);
    Node parent = call.node().parent().orElse(statement);
    boolean named = LossNetwork.isName(before);
    if (line && isAssigned(parent) && parent.get("left").text().equals(value.text())) {
      writeAlone(port, statement, before);
    } else if (named && LossNetwork.isName(value)) {
      port.edits().replace(call.node(), r -> r.text(value));
    } else if (line && (parent == statement || isAssigned(parent))) {
      writeInFront(port, call, before);
    } else {
      port.edits().replace(call.node(), r -> "(" + r.text(value) + ", " + r.text(before) + ")[0]");
    }
    port.changed(this, call.node(), Construct.OTHER, ORDER);
  }

  /** The expression in place of a statement, which goes if that is a name: it does nothing. */
  private static void writeAlone(FilePort port, Node statement, Node before) {
    if (LossNetwork.isName(before)) {
      port.edits().remove(statement);
    } else {
      port.edits().replace(statement, r -> r.text(before));
    }
  }

  /** The expression on a line of its own, below a mark that the statement may get. */
  private static void writeInFront(FilePort port, Call call, Node before) {
    Node value = call.arguments().get(0).value();
    Node statement = Statements.of(call.node());
    int start = statement.start();
    int end = call.node().start();
    if (start == end) {
      port.edits()
          .replace(
              call.node(), r -> r.text(before) + r.newline() + r.indent(start) + r.text(value));
    } else {
      port.edits()
          .replace(
              start, end, r -> r.text(before) + r.newline() + r.indent(start) + r.text(start, end));
      port.edits().replace(call.node(), r -> r.text(value));
    }
  }

  private static boolean isAssigned(Node node) {
    return node.is("assignment") && node.parent().filter(Statements::isStatement).isPresent();
  }
}
