package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;

/**
 * {@code network.to_float(mindspore.float16)}, {@code auto_mixed_precision(network, "O2")}: the
 * port computes in float32.
 */
public final class HalfPrecision implements Rule {
  private static final Text FULL = new Text("torch computes in float32", "torch 以 float32 计算");
  private static final Text CAST =
      new Text(
          "the port computes in float32 what MindSpore computes in half precision here: see"
              + " torch.autocast",
          "移植后以 float32 计算 MindSpore 在此以半精度计算的部分：参见 torch.autocast");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> c.name().equals("to_float") && c.receiver().isPresent())
        .filter(c -> c.positional(0).isPresent() && c.arguments().size() == 1)
        .toList()
        .forEach(c -> remove(port, c, c.receiver().orElseThrow(), c.arguments().get(0).value()));
    for (Facing facing : port.open(Construct.AMP).toList()) {
      Optional<Call> mixed =
          Call.of(facing.node()).filter(c -> c.name().equals("auto_mixed_precision"));
      Optional<Node> network = mixed.flatMap(c -> c.argument(0, "network")).map(Argument::value);
      Optional<Node> level = mixed.flatMap(c -> c.argument(1, "amp_level")).map(Argument::value);
      if (network.isPresent() && level.isPresent()) {
        remove(port, mixed.get(), network.get(), level.get());
      }
    }
  }

  private void remove(FilePort port, Call call, Node network, Node type) {
    boolean idle = Statements.isAlone(call.node()) && LossNetwork.isName(network);
    if (idle && (isFull(type) || port.options().unsafe())) {
      port.edits().remove(Statements.of(call.node()));
    } else {
      port.edits().replace(call.node(), r -> r.text(network));
    }
    port.changed(this, call.node(), Construct.MODEL, FULL);
    decide(port, this, type, CAST);
  }

  /** Decides on the type that a network is cast to: other numbers, but for float32. */
  static void decide(FilePort port, Rule rule, Node type, Text cast) {
    if (isFull(type)) {
      port.changed(rule, type, Construct.AMP, FULL);
    } else if (port.options().unsafe()) {
      port.changed(rule, type, Construct.AMP, Verdict.DIVERGES, cast, Optional.empty());
    } else {
      port.refused(rule, type, Construct.AMP, Verdict.DIVERGES, cast);
    }
  }

  private static boolean isFull(Node type) {
    return type.is("none") || type.text().matches("[\"']O0[\"']|([\\w.]+\\.)?float32");
  }
}
