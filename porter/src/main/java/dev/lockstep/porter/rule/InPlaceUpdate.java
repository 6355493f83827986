package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
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

  private static final Set<String> NAMES = Set.of("mul_", "div_", "add_", "sub_", "lerp_", "zero_");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> isInPlace(port, c) && !port.isSettled(c.node()))
        .toList()
        .forEach(c -> apply(port, c));
  }

  private static boolean isInPlace(FilePort port, Call call) {
    return NAMES.contains(call.name())
        && call.receiver().isPresent()
        && port.program().qualified(call.callee()).isEmpty()
        && port.program().flow().callee(call).isEmpty()
        && !isInner(call)
        && !isGradient(call);
  }

  /** Gradients are the step's: no tensor holds one. */
  private static boolean isGradient(Call call) {
    return call.receiver()
        .filter(r -> r.is("attribute") && r.get("attribute").text().equals("grad"))
        .isPresent();
  }

  /** Whether another method of the same chain is called on it. */
  private static boolean isInner(Call call) {
    return call.node()
        .parent()
        .filter(p -> p.is("attribute") && NAMES.contains(p.get("attribute").text()))
        .flatMap(Node::parent)
        .filter(p -> p.is("call"))
        .isPresent();
  }

  private void apply(FilePort port, Call call) {
    Optional<Chain> chain = Chain.of(call);
    if (chain.isEmpty() || !StepStatements.isAlone(call.node()) || !isOutside(port, call.node())) {
      port.refused(this, call.node(), Construct.OTHER, Verdict.DIVERGES, WITHOUT_EFFECT);
      return;
    }
    port.edits().replace(call.node(), chain.get()::text);
    port.changed(
        this, call.node(), Construct.OTHER, Verdict.EQUIVALENT, ASSIGNED, Optional.empty());
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

  /** A tensor and the methods called on it, first to last. */
  private record Chain(Node tensor, List<Call> calls) {
    static Optional<Chain> of(Call last) {
      List<Call> calls = new ArrayList<>();
      Node receiver = last.node();
      for (Optional<Call> call = Optional.of(last); call.isPresent(); call = Call.of(receiver)) {
        boolean understood = NAMES.contains(call.get().name()) && isPlain(call.get());
        if (!understood) {
          return Optional.empty();
        }
        calls.add(0, call.get());
        receiver = call.get().receiver().orElseThrow();
      }
      boolean named = receiver.is("identifier", "attribute", "subscript");
      return named ? Optional.of(new Chain(owner(receiver), calls)) : Optional.empty();
    }

    /** The tensor whose {@code data} it is. */
    private static Node owner(Node receiver) {
      boolean data = receiver.is("attribute") && receiver.get("attribute").text().equals("data");
      return data ? receiver.get("object") : receiver;
    }

    private static boolean isPlain(Call call) {
      int given = call.name().equals("zero_") ? 0 : call.name().equals("lerp_") ? 2 : 1;
      long positional =
          call.arguments().stream().filter(a -> a.kind() == Argument.Kind.POSITIONAL).count();
      boolean scaled = call.name().matches("add_|sub_");
      boolean keywords =
          call.arguments().stream()
              .filter(a -> a.kind() != Argument.Kind.POSITIONAL)
              .allMatch(a -> scaled && a.keyword().equals("alpha"));
      return keywords && (positional == given || (scaled && positional == 2));
    }

    String text(Rendering r) {
      String value = r.text(tensor);
      for (Call call : calls) {
        value = step(r, call, value);
      }
      return "%s(%s, %s)".formatted(r.name("mindspore.ops.assign", tensor), r.text(tensor), value);
    }

    private static String step(Rendering r, Call call, String value) {
      return switch (call.name()) {
        case "mul_" -> factor(value) + " * " + factor(given(r, call, 0));
        case "div_" -> factor(value) + " / " + factor(given(r, call, 0));
        case "add_" -> value + " + " + term(r, call);
        case "sub_" -> value + " - " + term(r, call);
        case "lerp_" ->
            "%s + %s * (%s - %s)"
                .formatted(
                    value, factor(given(r, call, 1)), factor(given(r, call, 0)), factor(value));
        default -> r.name("mindspore.ops.zeros_like", call.node()) + "(" + value + ")";
      };
    }

    private static String given(Rendering r, Call call, int index) {
      return r.text(call.arguments().get(index).value());
    }

    /** What is added: {@code alpha * other}; torch once took {@code add_(alpha, other)}. */
    private static String term(Rendering r, Call call) {
      Optional<Argument> alpha = call.keyword("alpha");
      String first = given(r, call, 0);
      if (alpha.isPresent()) {
        return factor(r.text(alpha.get().value())) + " * " + factor(first);
      }
      boolean old = call.arguments().size() == 2;
      return old ? factor(first) + " * " + factor(given(r, call, 1)) : factor(first);
    }

    private static String factor(String text) {
      return text.matches("[\\w.]+([\\[(][^()\\[\\]]*[\\])])?") ? text : "(" + text + ")";
    }
  }
}
