package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Rewrite;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Edits;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Source;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code zero_grad}, {@code backward} and {@code step}: the statements that compute the loss become
 * a function, {@code value_and_grad} gives its gradients, and the optimizer is called with them.
 */
public final class TrainingStep implements Rule {
  private static final Text FORWARD =
      new Text(
          "the loss is computed in a function, and value_and_grad gives its gradients with respect to"
              + " the optimizer's parameters",
          "损失在一个函数中计算，由 value_and_grad 给出其对优化器参数的梯度");
  private static final Text STEP =
      new Text("the optimizer is called with the gradients", "以梯度调用优化器");
  private static final Text ZERO_GRAD =
      new Text(
          "not needed: the gradients are values, computed anew in each step", "不再需要：梯度是返回值，每步重新计算");
  private static final Text CLIP =
      new Text(
          "the gradients are clipped as values: the same formula, its 1e-6 included",
          "对作为返回值的梯度裁剪：公式相同（包括其中的 1e-6）");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.STEP).toList()) {
      Optional<StepPlan> plan = port.plans().survey().step(facing.node());
      if (plan.isPresent() && isPorted(port, facing) && !isMarked(port, plan.get())) {
        new Writer(port, plan.get()).write();
        decide(port, plan.get());
      }
    }
  }

  private static boolean isPorted(FilePort port, Facing step) {
    return port.plans().of(step.subject().orElseThrow()).stream()
        .allMatch(p -> p.isPorted() && (!p.isUnsafe() || port.options().unsafe()));
  }

  private static boolean isMarked(FilePort port, StepPlan plan) {
    return Stream.of(plan.zeroGrads(), List.of(plan.backward(), plan.step()))
        .flatMap(List::stream)
        .anyMatch(port::isMarked);
  }

  private void decide(FilePort port, StepPlan plan) {
    Node first = plan.forward().isEmpty() ? plan.backward() : plan.forward().get(0);
    port.changed(this, first, plan.backward(), Construct.BACKWARD, Verdict.REWRITE, FORWARD);
    for (Facing facing : port.plans().survey().facings(port.file())) {
      Node statement = Statements.of(facing.node());
      if (statement == plan.backward()) {
        port.settle(facing.node());
      } else if (statement == plan.step()) {
        port.changed(this, facing.node(), Construct.STEP, Verdict.REWRITE, STEP, Optional.empty());
      } else if (plan.zeroGrads().contains(statement)) {
        port.changed(this, facing.node(), Construct.ZERO_GRAD, ZERO_GRAD);
      } else if (plan.clips().stream().anyMatch(c -> c.statement() == statement)) {
        port.changed(this, facing.node(), Construct.CLIP, Verdict.REWRITE, CLIP, Optional.empty());
      }
    }
  }

  /** The rewriting of one step. */
  private static final class Writer {
    private final FilePort port;
    private final StepPlan plan;
    private final Edits edits;
    private final Source source;
    private final String forward;
    private final String gradient;
    private final String grads;
    private final String loss;

    Writer(FilePort port, StepPlan plan) {
      this.port = port;
      this.plan = plan;
      this.edits = port.edits();
      this.source = port.file().source();
      this.forward = port.freshName("forward_fn");
      this.gradient = port.freshName("grad_fn");
      this.grads = port.freshName("grads");
      this.loss = plan.lossName().orElseGet(() -> port.freshName("loss_value"));
    }

    void write() {
      Node home = Statements.lineStarter(plan.home());
      edits.insert(aboveComments(home), r -> definition(r, home));
      List<List<Node>> runs = runs();
      if (runs.isEmpty()) {
        edits.replace(plan.backward(), call());
      } else {
        replaceRun(runs.get(0), call());
        runs.subList(1, runs.size()).forEach(run -> replaceRun(run, ""));
      }
      plan.zeroGrads().forEach(edits::remove);
      if (!runs.isEmpty()) {
        edits.remove(plan.backward());
      }
      plan.clips().forEach(this::clip);
      edits.replace(plan.step(), this::update);
    }

    /** Forward statements that follow each other. */
    private List<List<Node>> runs() {
      List<List<Node>> runs = new ArrayList<>();
      List<Node> suite = Statements.siblings(plan.backward());
      for (Node statement : plan.forward()) {
        int index = suite.indexOf(statement);
        boolean follows =
            index > 0
                && !runs.isEmpty()
                && runs.get(runs.size() - 1).contains(suite.get(index - 1));
        if (!follows) {
          runs.add(new ArrayList<>());
        }
        runs.get(runs.size() - 1).add(statement);
      }
      return runs;
    }

    private void replaceRun(List<Node> run, String text) {
      Node first = run.get(0);
      Node last = run.get(run.size() - 1);
      if (!hasOwnLines(run)) {
        run.subList(1, run.size()).forEach(edits::remove);
        if (text.isEmpty()) {
          edits.remove(first);
        } else {
          edits.replace(first, text);
        }
        return;
      }
      String line = text.isEmpty() ? "" : source.indent(first.start()) + text + source.newline();
      int start = source.lineStart(first.line());
      edits.replace(start, source.lineEnd(last.endLine()), r -> line);
    }

    private static boolean hasOwnLines(List<Node> run) {
      return run.stream().allMatch(s -> Statements.startsLine(s) && Statements.endsLine(s));
    }

    /** {@code (loss, output), grads = grad_fn(images, target)}. */
    private String call() {
      String results =
          plan.outputs().isEmpty()
              ? loss
              : "(" + loss + ", " + String.join(", ", plan.outputs()) + ")";
      return "%s, %s = %s(%s)"
          .formatted(results, grads, gradient, String.join(", ", plan.inputs()));
    }

    private String definition(Rendering r, Node home) {
      String indent = source.indent(home.start());
      String unit = unit();
      String end = source.newline();
      StringBuilder out = new StringBuilder(blankLineBefore(home) ? "" : end);
      out.append(indent).append("def ").append(forward);
      out.append("(").append(String.join(", ", plan.inputs())).append("):").append(end);
      runs().forEach(run -> out.append(body(r, run, indent + unit)));
      out.append(indent).append(unit).append("return ").append(r.text(plan.loss()));
      plan.outputs().forEach(name -> out.append(", ").append(name));
      out.append(end).append(end).append(indent).append(gradient).append(" = ");
      out.append(r.name("mindspore.value_and_grad", plan.backward()));
      out.append("(").append(forward).append(", None, ");
      out.append(plan.optimizer().text()).append(".parameters");
      out.append(plan.outputs().isEmpty() ? ")" : ", has_aux=True)");
      return out.append(end).append(end).toString();
    }

    private String body(Rendering r, List<Node> run, String indent) {
      Node first = run.get(0);
      Node last = run.get(run.size() - 1);
      if (!hasOwnLines(run)) {
        return run.stream()
            .map(s -> indent + r.inside(s) + source.newline())
            .collect(Collectors.joining());
      }
      int start = source.lineStart(first.line());
      int end = source.lineEnd(last.endLine());
      String text = r.moved(port.file().root(), start, end, source.indent(first.start()), indent);
      return text.endsWith("\n") ? text : text + source.newline();
    }

    /** One level of indentation, as the file has it. */
    private String unit() {
      return port.file()
          .root()
          .descendants("block")
          .filter(Statements::startsLine)
          .map(block -> inner(block))
          .filter(unit -> !unit.isEmpty())
          .findFirst()
          .orElse("    ");
    }

    private String inner(Node block) {
      String outer = block.parent().map(p -> source.indent(p.start())).orElse("");
      String inner = source.indent(block.start());
      return inner.startsWith(outer) ? inner.substring(outer.length()) : "";
    }

    private boolean blankLineBefore(Node home) {
      int line = source.line(aboveComments(home)) - 1;
      String text = line < 1 ? "" : source.lineText(line).strip();
      return text.isEmpty() || text.endsWith(":");
    }

    /** The start of the comment lines that stand directly above a statement. */
    private int aboveComments(Node statement) {
      int line = statement.line();
      while (line > 1 && source.lineText(line - 1).strip().startsWith("#")) {
        line--;
      }
      return source.lineStart(line);
    }

    private void clip(StepPlan.Clip clip) {
      edits.replace(
          clip.statement(),
          r -> {
            String bound = r.text(clip.bound());
            String norm = clip.norm().map(n -> ", " + r.text(n)).orElse("");
            return clip.byNorm()
                ? "%s = %s(%s, %s%s)".formatted(grads, name(r, "clip_by_norm"), grads, bound, norm)
                : "%s = %s(%s, -(%s), %s)"
                    .formatted(grads, name(r, "clip_by_value"), grads, bound, bound);
          });
    }

    private String name(Rendering r, String operation) {
      return r.name("mindspore.ops." + operation, plan.step());
    }

    /** {@code optimizer(grads)}, after what else the plan does to the gradients. */
    private String update(Rendering r) {
      String end = r.newline() + r.indent(plan.step().start());
      List<String> lines = new ArrayList<>();
      for (OptimizerPlan optimizer : port.plans().of(plan.optimizer())) {
        if (rewrites(optimizer, Rewrite.NEGATE_GRADIENTS)) {
          lines.add("%s = tuple(-grad for grad in %s)".formatted(grads, grads));
        }
        optimizer.decay().ifPresent(decay -> lines.add(decayed(decay)));
      }
      lines.add(plan.optimizer().text() + "(" + grads + ")");
      boolean alone = Statements.startsLine(plan.step());
      return String.join(alone ? end : "; ", lines.stream().distinct().toList());
    }

    private static boolean rewrites(OptimizerPlan plan, Rewrite rewrite) {
      return plan.rewrites().stream().anyMatch(s -> s.make() == rewrite);
    }

    private String decayed(String decay) {
      String factor = decay.matches("[\\w.]+") ? decay : "(" + decay + ")";
      return "%s = tuple(grad + %s * param for grad, param in zip(%s, %s.parameters))"
          .formatted(grads, factor, grads, plan.optimizer().text());
    }
  }
}
