package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code grad_fn = value_and_grad(forward)}, {@code loss, grads = grad_fn(x)}, {@code
 * optimizer(grads)}: the function is called, {@code backward} leaves the gradients in the
 * parameters, and the optimizer steps.
 */
public final class GradientFunction implements Rule {
  private static final Text BACKWARD =
      new Text(
          "the forward function is called, and backward() leaves the gradients in the parameters",
          "调用前向函数，由 backward() 把梯度留在参数中");
  private static final Text GONE =
      new Text("not needed: backward() takes the gradients", "不再需要：由 backward() 求梯度");
  private static final Text STEP =
      new Text("the optimizer reads the gradients of its parameters", "优化器读取其参数上的梯度");
  private static final Text CLIP =
      new Text("the gradients are clipped in the parameters: the same formula", "在参数上裁剪梯度：公式相同");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.BACKWARD).toList()) {
      Call.of(facing.node())
          .filter(c -> c.name().equals("value_and_grad"))
          .flatMap(c -> Plan.of(port, c))
          .ifPresent(plan -> write(port, plan));
    }
  }

  private void write(FilePort port, Plan plan) {
    port.edits().remove(Statements.of(plan.definition.node()));
    port.changed(this, plan.definition.node(), Construct.BACKWARD, GONE);
    String forward = plan.definition.arguments().get(0).value().text();
    for (Use use : plan.uses) {
      use.call.arguments().stream()
          .map(Argument::value)
          .filter(value -> value.is("identifier") && isGiven(port, value))
          .forEach(value -> detach(port, value));
      port.edits()
          .replace(
              use.statement,
              r -> {
                String end = r.newline() + r.indent(use.statement.start());
                return use.optimizer.text()
                    + ".zero_grad()"
                    + end
                    + r.text(use.value)
                    + " = "
                    + forward
                    + r.text(use.call.node().get("arguments"))
                    + end
                    + use.loss.text()
                    + ".backward()";
              });
      port.changed(
          this, use.statement, Construct.BACKWARD, Verdict.REWRITE, BACKWARD, Optional.empty());
      use.clips.forEach(clip -> clip(port, use, clip));
      port.edits().replace(use.update, use.optimizer.text() + ".step()");
      port.changed(this, use.update, Construct.STEP, Verdict.REWRITE, STEP, Optional.empty());
    }
  }

  /** Whether a function of gradients gave a variable, as its loss or beside it. */
  private static boolean isGiven(FilePort port, Node name) {
    return port.file().scopes().lookup(name).stream()
        .filter(b -> !b.path().isEmpty() && b.path().get(0) == 0)
        .flatMap(b -> b.source().flatMap(Call::of).stream())
        .flatMap(c -> port.program().flow().origins(c.callee()).stream())
        .flatMap(o -> Call.of(o).stream())
        .anyMatch(c -> c.name().equals("value_and_grad"));
  }

  /** MindSpore gives values; torch's still hold the graph, which {@code backward} has freed. */
  private static void detach(FilePort port, Node name) {
    boolean surely = port.file().scopes().lookup(name).size() == 1;
    if (surely) {
      port.edits().insert(name.end(), r -> ".detach()");
    } else {
      String function = BroughtCode.function(port, "mindspore_detached");
      port.edits().replace(name, r -> function + "(" + name.text() + ")");
    }
  }

  private void clip(FilePort port, Use use, Call clip) {
    String params =
        "[param for group in %s.param_groups for param in group[\"params\"]]"
            .formatted(use.optimizer.text());
    boolean norm = clip.name().equals("clip_by_norm");
    Node bound = clip.arguments().get(norm ? 1 : 2).value();
    String api = "torch.nn.utils." + (norm ? "clip_grad_norm_" : "clip_grad_value_");
    port.edits()
        .replace(
            Statements.of(clip.node()),
            r -> "%s(%s, %s)".formatted(r.name(api, clip.callee()), params, r.text(bound)));
    port.changed(this, clip.node(), Construct.CLIP, Verdict.REWRITE, CLIP, Optional.empty());
  }

  /** {@code loss, grads = grad_fn(x)} with what follows it. */
  private record Use(
      Node statement,
      Call call,
      Node value,
      Node loss,
      List<Call> clips,
      Node update,
      Node optimizer) {}

  /** A gradient function all of whose uses are understood. */
  private record Plan(Call definition, List<Use> uses) {

    static Optional<Plan> of(FilePort port, Call definition) {
      Node statement = Statements.of(definition.node());
      Node assignment = definition.node().parent().orElse(statement);
      boolean named =
          assignment.is("assignment")
              && assignment.get("left").is("identifier")
              && assignment.parent().filter(p -> p == statement).isPresent();
      if (!named || !isPlain(definition)) {
        return Optional.empty();
      }
      Node name = assignment.get("left");
      boolean once = port.file().scopes().lookup(name).size() == 1;
      List<Node> reads = VariableReads.of(port, name);
      List<Use> uses =
          reads.stream().flatMap(read -> use(port, definition, read).stream()).toList();
      boolean all = once && !uses.isEmpty() && uses.size() == reads.size();
      return all && !mayLeaveOut(port) ? Optional.of(new Plan(definition, uses)) : Optional.empty();
    }

    /**
     * Whether a network runs a layer for some inputs only: MindSpore's gradient of the others is 0,
     * where backward() leaves none and torch's optimizer skips them.
     */
    private static boolean mayLeaveOut(FilePort port) {
      return port.program().project().files().stream()
          .flatMap(file -> file.root().descendants("function_definition"))
          .filter(f -> f.get("name").text().equals("construct"))
          .flatMap(f -> f.descendants().filter(n -> n.is("if_statement", "conditional_expression")))
          .filter(
              choice ->
                  Call.in(choice).anyMatch(c -> c.receiver().filter(Flow::isSelf).isPresent()))
          .anyMatch(Plan::isOfInput);
    }

    /** Whether a choice is made by what a network is called with. */
    private static boolean isOfInput(Node choice) {
      List<String> inputs =
          Statements.function(choice).stream()
              .flatMap(f -> f.get("parameters").descendants("identifier"))
              .map(Node::text)
              .skip(1)
              .toList();
      Node condition =
          choice.is("if_statement") ? choice.get("condition") : choice.children().get(1);
      return condition.descendants("identifier").anyMatch(n -> inputs.contains(n.text()));
    }

    /** Gradients of the weights only, of a function that has a name. */
    private static boolean isPlain(Call definition) {
      boolean forward =
          definition.positional(0).filter(a -> a.value().is("identifier")).isPresent();
      boolean position =
          definition.argument(1, "grad_position").filter(a -> a.value().is("none")).isPresent();
      boolean weights = definition.argument(2, "weights").isPresent();
      boolean stars =
          definition.arguments().stream()
              .anyMatch(
                  a -> a.kind() == Argument.Kind.SPLAT || a.kind() == Argument.Kind.DOUBLE_SPLAT);
      return forward && position && weights && !stars;
    }

    private static Optional<Use> use(FilePort port, Call definition, Node read) {
      Optional<Call> call = read.parent().flatMap(Call::of).filter(c -> c.callee() == read);
      List<Node> targets =
          call.flatMap(c -> Statements.target(c.node()))
              .filter(t -> t.is("pattern_list"))
              .map(Node::children)
              .orElse(List.of());
      if (targets.size() != 2) {
        return Optional.empty();
      }
      Node statement = Statements.of(read);
      Node value = targets.get(0);
      boolean aux = isTrue(definition);
      Optional<Node> loss = aux ? first(value) : Optional.of(unwrapped(value));
      boolean plain = loss.filter(l -> l.is("identifier")).isPresent();
      return plain && targets.get(1).is("identifier")
          ? follow(port, statement, call.get(), value, loss.get(), targets.get(1))
          : Optional.empty();
    }

    private static boolean isTrue(Call definition) {
      return definition.argument(3, "has_aux").filter(a -> a.value().is("true")).isPresent();
    }

    /** {@code (loss), grads = ...} as without its brackets. */
    private static Node unwrapped(Node value) {
      boolean wrapped =
          value.is("tuple_pattern")
              && value.children().size() == 1
              && value.tokens().stream().noneMatch(t -> t.is(","));
      return wrapped ? value.children().get(0) : value;
    }

    private static Optional<Node> first(Node value) {
      return value.is("tuple_pattern", "pattern_list") && !value.children().isEmpty()
          ? Optional.of(value.children().get(0))
          : Optional.empty();
    }

    /** Every use of the gradients: they are clipped, and given to one optimizer. */
    private static Optional<Use> follow(
        FilePort port, Node statement, Call call, Node value, Node loss, Node grads) {
      List<Call> clips = new ArrayList<>();
      List<Call> updates = new ArrayList<>();
      for (Node read : VariableReads.of(port, grads)) {
        Optional<Call> user =
            read.parent().flatMap(Node::parent).flatMap(Call::of).filter(c -> isFirst(c, read));
        Node at = Statements.of(read);
        boolean beside = Statements.siblings(at).contains(statement);
        if (user.isEmpty() || !beside || at.start() < statement.start()) {
          return Optional.empty();
        } else if (isClip(user.get(), grads)) {
          clips.add(user.get());
        } else if (isUpdate(port, user.get())) {
          updates.add(user.get());
        } else {
          return Optional.empty();
        }
      }
      int written = port.file().scopes().lookup(grads).size();
      boolean known =
          updates.size() == 1
              && written == 1 + clips.size()
              && !OtherGradients.between(port, statement, updates.get(0).node());
      return known
          ? Optional.of(
              new Use(
                  statement,
                  call,
                  value,
                  loss,
                  clips,
                  updates.get(0).node(),
                  updates.get(0).callee()))
          : Optional.empty();
    }

    private static boolean isFirst(Call call, Node read) {
      return call.positional(0).filter(a -> a.value() == read).isPresent();
    }

    /** {@code grads = clip_by_norm(grads, c)}, {@code grads = clip_by_value(grads, -(c), c)}. */
    private static boolean isClip(Call call, Node grads) {
      boolean back =
          Statements.target(call.node()).filter(t -> t.text().equals(grads.text())).isPresent();
      boolean plain = call.arguments().stream().allMatch(a -> a.keyword().isEmpty());
      boolean norm = call.name().equals("clip_by_norm") && call.arguments().size() == 2;
      boolean value =
          call.name().equals("clip_by_value")
              && call.arguments().size() == 3
              && isNegative(call.arguments().get(1).value(), call.arguments().get(2).value());
      return back && plain && (norm || value);
    }

    private static boolean isNegative(Node lower, Node upper) {
      String bare = lower.text().replaceAll("[\\s()]", "");
      return bare.equals("-" + upper.text().replaceAll("[\\s()]", ""));
    }

    private static boolean isUpdate(FilePort port, Call call) {
      return Subjects.areKnownAndPorted(port, call.callee())
          && Statements.isAlone(call.node())
          && call.arguments().size() == 1;
    }
  }
}
