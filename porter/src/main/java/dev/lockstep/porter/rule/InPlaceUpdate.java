package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.GradientUses;
import java.util.Optional;
import java.util.Set;

/**
 * Tensors that methods change in place, as an average of parameters does: {@code
 * average.mul_(decay).add_(param, alpha=1 - decay)}. MindSpore's CPU computes the value and leaves
 * the tensor as it was.
 */
public final class InPlaceUpdate implements Rule {
  private static final Text ASSIGNED =
      new Text(
          "in MindSpore 2.10 these methods leave the tensor as it was on CPU: the value is assigned",
          "MindSpore 2.10 在 CPU 上调用这些方法不会改变张量：改为赋值");
  private static final Text WITHOUT_EFFECT =
      new Text(
          "in MindSpore 2.10 this method leaves the tensor as it was on CPU; use its value",
          "MindSpore 2.10 在 CPU 上调用该方法不会改变张量；请使用其返回值");

  /** Of these the value is right, wherever it is used. */
  private static final Set<String> LATER = Set.of("clamp_", "clip_", "copy_", "fill_");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> isInPlace(port, c) && !port.isSettled(c.node()))
        .toList()
        .forEach(c -> apply(port, c));
  }

  private static boolean isInPlace(FilePort port, Call call) {
    return InPlaceChain.NAMES.contains(call.name())
        && call.receiver().isPresent()
        && port.program().qualified(call.callee()).isEmpty()
        && port.program().flow().callee(call).isEmpty()
        && !isInner(call)
        && !isGradient(call)
        && (Statements.isAlone(call.node()) || !LATER.contains(call.name()));
  }

  /** Gradients are the step's: no tensor holds one. */
  private static boolean isGradient(Call call) {
    return call.receiver().filter(GradientUses::isGradient).isPresent()
        || InPlaceChain.of(call).filter(c -> GradientUses.isGradient(c.tensor())).isPresent();
  }

  /** Whether another method of the same chain is called on it. */
  private static boolean isInner(Call call) {
    return call.node()
        .parent()
        .filter(p -> p.is("attribute") && InPlaceChain.NAMES.contains(p.get("attribute").text()))
        .flatMap(Node::parent)
        .filter(p -> p.is("call"))
        .isPresent();
  }

  private void apply(FilePort port, Call call) {
    Optional<InPlaceChain> chain = InPlaceChain.of(call);
    if (chain.isEmpty() || !Statements.isAlone(call.node()) || !isOutside(port, call.node())) {
      port.refused(this, call.node(), Construct.OTHER, Verdict.DIVERGES, WITHOUT_EFFECT);
      return;
    }
    port.edits().replace(call.node(), r -> assigned(r, chain.get()));
    port.changed(
        this, call.node(), Construct.OTHER, Verdict.EQUIVALENT, ASSIGNED, Optional.empty());
  }

  private static String assigned(Rendering r, InPlaceChain chain) {
    String tensor = r.text(chain.tensor());
    String value = chain.value(r, tensor);
    return "%s(%s, %s)".formatted(r.name("mindspore.ops.assign", chain.tensor()), tensor, value);
  }

  /** Whether no gradient flows through the statement: it does not compute a loss or an output. */
  private static boolean isOutside(FilePort port, Node node) {
    boolean forward =
        Statements.function(node)
            .flatMap(f -> f.find("name"))
            .filter(n -> n.text().matches("forward|construct"))
            .isPresent();
    return !forward && !NoGrad.isInStep(port, node);
  }
}
