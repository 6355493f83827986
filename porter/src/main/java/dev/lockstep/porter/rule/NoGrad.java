package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.plan.Survey;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code torch.no_grad()} and {@code torch.set_grad_enabled(training)}: MindSpore computes no
 * gradients outside of a gradient function.
 */
public final class NoGrad implements Rule {
  private static final Set<String> SWITCHES =
      Set.of("torch.set_grad_enabled", "torch.autograd.set_grad_enabled");

  /** Longer chains of calls are not followed. */
  private static final int MAX_CALLS = 4;

  private static final Text NOTHING_RECORDED =
      new Text("nothing is recorded outside of value_and_grad", "在 value_and_grad 之外不记录计算");
  private static final Text INSIDE =
      new Text(
          "inside the forward pass it would have to stop gradients: use mindspore.ops.stop_gradient",
          "在前向计算内部需要截断梯度：请使用 mindspore.ops.stop_gradient");

  private static final Text STOPPED =
      new Text("the gradients stop at what the block assigns", "梯度在该代码块所赋的值处截断");

  @Override
  public void apply(FilePort port) {
    port.references()
        .filter(n -> port.program().qualified(n).filter(NoGrad::decides).isPresent())
        .filter(n -> !port.edits().covers(n))
        .toList()
        .forEach(n -> apply(port, n));
  }

  /** Whether the rule decides on that API. */
  static boolean decides(String name) {
    return Torch.WITHOUT_GRADIENTS.contains(name) || SWITCHES.contains(name);
  }

  private void apply(FilePort port, Node name) {
    Node use =
        name.parent()
            .flatMap(Call::of)
            .filter(c -> c.callee() == name)
            .map(Call::node)
            .orElse(name);
    Node outer = use.parent().orElse(use);
    boolean inside = isRecorded(port, use, MAX_CALLS);
    if (port.isMarked(use) || (inside && mayRecord(use))) {
      port.refused(this, use, Construct.MODEL, INSIDE);
    } else if (inside && decorated(use).filter(f -> Flow.returns(f).isEmpty()).isEmpty()) {
      stop(port, use, outer);
    } else if (outer.is("decorator")) {
      port.edits().removeDecorator(outer);
      port.changed(this, use, Construct.MODEL, NOTHING_RECORDED);
    } else if (outer.is("with_item")) {
      port.edits().replace(use, r -> r.name("contextlib.nullcontext", use) + "()");
      port.changed(this, use, Construct.MODEL, NOTHING_RECORDED);
    } else {
      port.refused(this, use, Construct.MODEL, INSIDE);
    }
  }

  /**
   * Whether gradients may be taken where a place is computed: in a forward pass, or in a function
   * that one calls.
   */
  private static boolean isRecorded(FilePort port, Node place, int depth) {
    Optional<Node> function =
        decorated(place)
            .or(() -> Statements.function(place))
            .filter(f -> f.is("function_definition"));
    return isInStep(port, place)
        || function.filter(f -> f.get("name").text().matches("forward|construct")).isPresent()
        || function.stream()
            .filter(f -> depth > 0)
            .flatMap(f -> port.program().flow().callers(f).stream())
            .anyMatch(c -> isRecorded(port, c.node(), depth - 1));
  }

  /** The function that a decorator is of. */
  private static Optional<Node> decorated(Node place) {
    return place.enclosing("decorator").flatMap(Node::parent).flatMap(p -> p.find("definition"));
  }

  /** Whether it is {@code set_grad_enabled} of something else than False. */
  private static boolean mayRecord(Node use) {
    return Call.of(use)
        .filter(c -> c.name().equals("set_grad_enabled"))
        .filter(c -> c.positional(0).filter(a -> a.value().is("false")).isEmpty())
        .isPresent();
  }

  /** Where gradients are taken, they are stopped at what the block assigns. */
  private void stop(FilePort port, Node use, Node outer) {
    Effects effects = new Effects(port.program().project());
    Optional<Node> block =
        outer
            .enclosing("with_statement")
            .filter(with -> outer.is("with_item") && isPlain(with) && onlyAssigns(effects, with));
    if (block.isEmpty()) {
      port.refused(this, use, Construct.MODEL, INSIDE);
      return;
    }
    Node with = block.get();
    List<String> names =
        effects.assigned(with).stream().filter(name -> isReadAfter(effects, with, name)).toList();
    port.edits().replace(with, r -> stopped(r, with, names));
    port.edits().replace(use, r -> r.name("contextlib.nullcontext", use) + "()");
    port.changed(this, use, Construct.MODEL, STOPPED);
  }

  private static boolean isPlain(Node block) {
    return block.descendants("with_item").count() == 1
        && block.descendants().noneMatch(n -> n.is("return_statement", "yield"));
  }

  /** Whether a block surely gives some variables values, and changes nothing else. */
  private static boolean onlyAssigns(Effects effects, Node block) {
    Set<String> assigned = effects.assigned(block);
    return !assigned.isEmpty()
        && assigned.stream().allMatch(name -> Effects.surelyAssigns(block, name))
        && effects.mutated(block).isEmpty();
  }

  private static boolean isReadAfter(Effects effects, Node block, String name) {
    return Statements.inFunction(block)
        .flatMap(outer -> outer.descendants("identifier"))
        .anyMatch(
            n ->
                n.text().equals(name)
                    && !block.contains(n)
                    && effects.reads(n).findAny().isPresent());
  }

  private static String stopped(Rendering rendering, Node block, List<String> names) {
    String stop = rendering.name("mindspore.ops.stop_gradient", block);
    String before = rendering.newline() + rendering.indent(block.start());
    return names.stream()
        .map(name -> before + name + " = " + stop + "(" + name + ")")
        .collect(Collectors.joining("", rendering.inside(block), ""));
  }

  /** Whether a place is computed in the function whose gradients are taken. */
  static boolean isInStep(FilePort port, Node use) {
    Survey survey = port.plans().survey();
    return survey.facings(port.program().project().file(use)).stream()
        .flatMap(f -> functions(survey, f))
        .anyMatch(part -> part.contains(use));
  }

  /** What becomes the function whose gradients a step takes: statements, or a closure. */
  private static Stream<Node> functions(Survey survey, Facing step) {
    return Stream.concat(
        survey.step(step.node()).stream()
            .flatMap(plan -> plan.passes().stream())
            .flatMap(pass -> pass.forward().stream()),
        survey.closure(step.node()).stream()
            .flatMap(closure -> Statements.function(closure.backward()).stream()));
  }
}
