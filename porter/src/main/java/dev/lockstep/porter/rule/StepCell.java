package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code step = TrainOneStepCell(network, optimizer)} and its calls {@code loss = step(x, y)}: what
 * the cell does, written where it is called.
 */
public final class StepCell implements Rule {
  private static final Text STEP =
      new Text(
          "what the cell does, written out: the loss, backward() and step()",
          "写出该 Cell 的操作：求损失、backward() 和 step()");
  private static final Text GONE = new Text("its calls are written out", "其调用已写出");
  private static final Text MODE = new Text("the mode of the network", "网络的模式");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.STEP).toList()) {
      Call.of(facing.node())
          .filter(c -> c.name().equals("TrainOneStepCell"))
          .flatMap(c -> Plan.of(port, c))
          .ifPresent(plan -> write(port, plan));
    }
  }

  private void write(FilePort port, Plan plan) {
    port.edits().remove(Statements.of(plan.cell.node()));
    port.changed(this, plan.cell.node(), Construct.STEP, Verdict.REWRITE, GONE, Optional.empty());
    for (Node use : plan.uses) {
      Call call = Call.of(use).orElseThrow();
      if (call.name().equals("set_train")) {
        String arguments = call.node().get("arguments").text();
        port.edits().replace(use, plan.loss.network().text() + ".train" + arguments);
        port.changed(this, use, Construct.MODEL, MODE);
      } else {
        String fresh = Plan.target(use).isPresent() ? "" : port.freshName("loss");
        port.edits().replace(Statements.of(use), r -> plan.step(r, call, fresh));
        port.changed(this, use, Construct.STEP, Verdict.REWRITE, STEP, Optional.empty());
      }
    }
  }

  /** A cell all of whose uses are understood. */
  private record Plan(Call cell, LossNetwork loss, Node optimizer, List<Node> uses) {
    static Optional<Plan> of(FilePort port, Call cell) {
      Optional<Node> network = cell.argument(0, "network").map(Argument::value);
      Optional<Node> optimizer = cell.argument(1, "optimizer").map(Argument::value);
      Optional<Node> name = VariableReads.holder(port, cell.node());
      boolean named =
          cell.arguments().size() == 2
              && network.filter(LossNetwork::isName).isPresent()
              && optimizer.filter(LossNetwork::isName).isPresent();
      if (!named || name.isEmpty() || !Subjects.areKnownAndPorted(port, optimizer.get())) {
        return Optional.empty();
      }
      List<Node> reads = VariableReads.of(port, name.get());
      LossNetwork loss = LossNetwork.of(port, network.get());
      int least = loss.loss().isPresent() ? 2 : 0;
      List<Node> uses = reads.stream().flatMap(n -> use(n, least).stream()).toList();
      boolean all = !uses.isEmpty() && uses.size() == reads.size();
      return all ? Optional.of(new Plan(cell, loss, optimizer.get(), uses)) : Optional.empty();
    }

    /** {@code loss = step(x, y)}, {@code step(x, y)}, {@code step.set_train()}. */
    private static Optional<Node> use(Node read, int least) {
      Node callee =
          read.parent()
              .filter(p -> p.is("attribute") && p.get("attribute").text().equals("set_train"))
              .orElse(read);
      Optional<Call> call = callee.parent().flatMap(Call::of).filter(c -> c.callee() == callee);
      boolean fits =
          callee != read
              || call.filter(c -> c.arguments().size() >= least)
                  .filter(c -> c.arguments().stream().allMatch(a -> a.keyword().isEmpty()))
                  .filter(c -> Statements.isAlone(c.node()) || target(c.node()).isPresent())
                  .isPresent();
      return fits ? call.map(Call::node) : Optional.empty();
    }

    /** The name that is given the loss. */
    private static Optional<Node> target(Node call) {
      return Statements.result(call).filter(target -> target.is("identifier"));
    }

    private String step(Rendering r, Call call, String fresh) {
      String name = target(call.node()).map(Node::text).orElse(fresh);
      List<String> batch = call.arguments().stream().map(a -> r.text(a.node())).toList();
      List<String> lines =
          new ArrayList<>(StepStatements.of(optimizer.text(), name, loss.of(batch)));
      lines.add(optimizer.text() + ".step()");
      return String.join(r.newline() + r.indent(Statements.of(call.node()).start()), lines);
    }
  }
}
