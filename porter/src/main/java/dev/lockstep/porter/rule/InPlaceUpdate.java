package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
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

  private static final Text VALUE =
      new Text(
          "nothing else sees the tensor that torch changes: its value is enough",
          "没有其他代码用到 torch 就地修改的张量：取其值即可");
  private static final Text MISSING =
      new Text(
          "MindSpore 2.10 cannot change a tensor so on CPU: use the method's value",
          "MindSpore 2.10 在 CPU 上不能这样就地修改张量：请使用返回新张量的方法");

  /** Other methods of torch that change a tensor in place. */
  private static final Set<String> OTHERS =
      Set.of(
          "addcmul_",
          "addcdiv_",
          "bernoulli_",
          "clamp_max_",
          "clamp_min_",
          "detach_",
          "exponential_",
          "fill_diagonal_",
          "index_add_",
          "index_copy_",
          "index_fill_",
          "masked_scatter_",
          "random_",
          "relu_",
          "resize_",
          "resize_as_",
          "round_",
          "scatter_",
          "scatter_add_",
          "squeeze_",
          "t_",
          "transpose_",
          "unsqueeze_");

  /** Methods whose value may be a part of the tensor that they are called on. */
  private static final Set<String> VIEWS =
      Set.of(
          "chunk",
          "contiguous",
          "cpu",
          "cuda",
          "detach",
          "expand",
          "expand_as",
          "flatten",
          "float",
          "index_select",
          "long",
          "narrow",
          "numpy",
          "permute",
          "reshape",
          "select",
          "split",
          "squeeze",
          "t",
          "to",
          "transpose",
          "type",
          "unbind",
          "unsqueeze",
          "view",
          "view_as");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> isInPlace(port, c) && !port.isSettled(c.node()))
        .toList()
        .forEach(c -> apply(port, c));
  }

  private static boolean isInPlace(FilePort port, Call call) {
    return (InPlaceChain.NAMES.contains(call.name()) || OTHERS.contains(call.name()))
        && call.receiver().isPresent()
        && port.program().qualified(call.callee()).isEmpty()
        && port.program().flow().callee(call).isEmpty()
        && !isInner(call)
        && !isGradient(call);
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
    Optional<InPlaceChain> chain = InPlaceChain.ofAny(call);
    boolean named = InPlaceChain.of(call).isPresent();
    boolean alone = Statements.isAlone(call.node());
    if (OTHERS.contains(call.name())) {
      port.refused(this, call.node(), Construct.OTHER, MISSING);
    } else if (!alone && chain.filter(c -> isSeenNowhere(port, c, call.node())).isPresent()) {
      port.edits().replace(call.node(), r -> chain.orElseThrow().whole(r));
      port.changed(this, call.node(), Construct.OTHER, VALUE);
    } else if (named && alone && isOutside(port, call.node())) {
      port.edits().replace(call.node(), r -> assigned(r, chain.orElseThrow()));
      port.changed(
          this, call.node(), Construct.OTHER, Verdict.EQUIVALENT, ASSIGNED, Optional.empty());
    } else {
      port.refused(this, call.node(), Construct.OTHER, Verdict.DIVERGES, WITHOUT_EFFECT);
    }
  }

  /**
   * Whether a tensor was made for an expression, or for a variable that nothing reads behind it.
   */
  private static boolean isSeenNowhere(FilePort port, InPlaceChain chain, Node use) {
    Node tensor = chain.tensor();
    if (!tensor.is("identifier")) {
      return isMade(port, tensor);
    }
    Optional<Node> made =
        Statements.siblings(Statements.of(use)).stream()
            .filter(s -> s.end() <= use.start() && Effects.surelyAssigns(s, tensor.text()))
            .reduce((earlier, later) -> later);
    return made.flatMap(s -> s.children().get(0).find("right"))
            .filter(v -> isMade(port, v))
            .isPresent()
        && Statements.owner(use)
            .descendants("identifier")
            .filter(n -> n.text().equals(tensor.text()) && Effects.isReference(n))
            .allMatch(n -> made.get().start() <= n.start() && n.end() <= use.end());
  }

  /** Whether an expression surely makes a tensor of its own. */
  private static boolean isMade(FilePort port, Node expression) {
    return expression.is("binary_operator")
        || Call.of(expression)
            .filter(c -> port.program().flow().callee(c).isEmpty())
            .filter(
                c ->
                    port.program().qualified(c.callee()).isPresent()
                        ? port.program()
                            .qualified(c.callee())
                            .filter(
                                n ->
                                    n.matches(
                                        "torch\\.(\\w*[tT]ensor|rand\\w*|zeros|ones|empty|full)"))
                            .isPresent()
                        : c.receiver().isPresent()
                            && !VIEWS.contains(c.name())
                            && !c.name().endsWith("_"))
            .isPresent();
  }

  private static String assigned(Rendering r, InPlaceChain chain) {
    String tensor = r.text(chain.tensor());
    String value = chain.value(r, tensor);
    if (chain.isPart()) {
      return tensor + " = " + value;
    }
    return "%s(%s, %s)".formatted(r.name("mindspore.ops.assign", chain.tensor()), tensor, value);
  }

  /** Whether no gradient flows through the statement: it does not compute a loss or an output. */
  private static boolean isOutside(FilePort port, Node node) {
    boolean forward =
        Statements.function(node)
            .flatMap(f -> f.find("name"))
            .filter(n -> n.text().matches("forward|construct"))
            .isPresent();
    return !forward && !NoGrad.isInStep(port, node) && !port.isMarked(node);
  }
}
