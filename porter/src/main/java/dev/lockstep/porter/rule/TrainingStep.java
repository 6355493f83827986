package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Rewrite;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Edits;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.edit.Replacement;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.plan.Texts;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.GradientUses;
import dev.lockstep.porter.step.LossFunction;
import dev.lockstep.porter.step.Pass;
import dev.lockstep.porter.step.ScaledBranch;
import dev.lockstep.porter.step.StepPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
              + " the optimizer's parameters; one that the loss does not reach has a gradient of zeros,"
              + " so that decay and momentum act on it, where torch leaves it as it is",
          "损失在一个函数中计算，由 value_and_grad 给出其对优化器参数的梯度；损失不涉及的参数梯度为零，" + "权重衰减与动量仍作用于它，而 torch 会保持其不变");
  private static final Text STEP =
      new Text("the optimizer is called with the gradients", "以梯度调用优化器");
  private static final Text EMPTIED =
      new Text(
          "a variable holds the sum of the gradients that torch keeps in the parameters; it is emptied",
          "由一个变量保存 torch 存放在参数中的梯度之和；此处清空");
  private static final Text LEFT =
      new Text(
          "the optimizer holds the sum of the gradients, so that what one call of the function leaves"
              + " goes into the next; a new optimizer starts without",
          "由优化器保存梯度之和，因此函数一次调用留下的梯度会进入下一次调用；新建的优化器从零开始");
  private static final Text TWICE =
      new Text(
          "what another optimizer's step uses as well is computed again in the function: no gradient"
              + " flows back over the first time, and layers that keep running statistics count it twice",
          "另一优化器的更新也用到的部分在函数中再计算一次：梯度不会流经第一次计算，统计滑动平均的层会计两次");
  private static final Text SUM =
      new Text(
          "several backward passes that share a part of the model: the gradient of the sum of their"
              + " losses, the same but for rounding",
          "多次反向传播共用模型的一部分：求各损失之和的梯度，除舍入外相同");
  private static final Text WEIGHTED =
      new Text(
          "the gradient that backward() is given is the factor of the loss, and their sum is derived",
          "传入 backward() 的梯度作为损失的系数，对其乘积之和求导");
  private static final Text IN_BRANCH =
      new Text(
          "gradients are taken under the condition of backward(); elsewhere the function alone is called",
          "在 backward() 的条件成立时求梯度；否则只调用该函数");
  private static final Text ALWAYS =
      new Text(
          "gradients are taken in every round, because what the branch of backward() depends on is not"
              + " known before; where it is not taken they are not used",
          "每轮都求梯度，因为 backward() 所在分支的条件此前未知；未进入该分支时不使用这些梯度");
  private static final Text RETURNED =
      new Text(
          "the function returns the loss; its gradients are taken where it is called",
          "该函数返回损失；在调用处求其梯度");
  private static final Text SCALER =
      new Text(
          "the same scaling by powers of two, undone before the update; MindSpore's scale stays at least"
              + " 1",
          "同样按 2 的幂缩放，并在更新前还原；MindSpore 的缩放系数不小于 1");
  private static final Text BESIDE =
      new Text(
          "both branches step on the gradients of one function, which scales its loss under the condition of"
              + " this branch",
          "两个分支使用同一函数的梯度进行更新；该函数在此分支的条件成立时缩放损失");
  private static final Text GRADIENT =
      new Text(
          "looked up among the gradients by its parameter's name; where no loss reaches a parameter, MindSpore"
              + " gives zeros instead of None",
          "按参数名在梯度中查找；损失不涉及的参数，MindSpore 给出零而不是 None");
  private static final Text CLIP =
      new Text(
          "the gradients are clipped as values: the same formula, its 1e-6 included",
          "对作为返回值的梯度裁剪：公式相同（包括其中的 1e-6）");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.STEP).toList()) {
      Optional<StepPlan> plan = port.plans().survey().step(facing.node());
      boolean open = !port.isSettled(facing.node());
      if (open && plan.isPresent() && isPorted(port, plan.get()) && !isMarked(port, plan.get())) {
        new Writer(port, plan.get()).write();
        decide(port, plan.get());
      }
    }
  }

  private static boolean isPorted(FilePort port, StepPlan plan) {
    if (plan.handed().isPresent() && !ScalerClass.arePorted(port)) {
      return false;
    }
    boolean alone = plan.others().isEmpty();
    return plan.optimizers().stream()
        .flatMap(o -> port.plans().of(o).stream())
        .allMatch(p -> port.isMade(p) && (alone || isPlain(p)));
  }

  /** Whether the gradients go into an optimizer as they are. */
  private static boolean isPlain(OptimizerPlan plan) {
    return plan.decay().isEmpty() && !Writer.rewrites(plan, Rewrite.NEGATE_GRADIENTS);
  }

  private static boolean isMarked(FilePort port, StepPlan plan) {
    return Stream.of(plan.zeroGrads().stream(), backwards(plan), plan.steps().stream())
            .flatMap(s -> s)
            .anyMatch(port::isMarked)
        || plan.beside()
            .filter(b -> port.isMarked(b.backward()) || isMarked(port, b.step()))
            .isPresent();
  }

  private static Stream<Node> backwards(StepPlan plan) {
    return plan.passes().stream().flatMap(p -> p.backwards().stream());
  }

  private void decide(FilePort port, StepPlan plan) {
    plan.beside().ifPresent(branch -> decide(port, branch));
    for (Pass pass : plan.passes()) {
      Node first = pass.moved().isEmpty() ? pass.backward() : pass.moved().get(0);
      port.changed(
          this, first, pass.backward(), Construct.BACKWARD, Verdict.REWRITE, why(plan, pass));
    }
    for (Node gradient : plan.gradients()) {
      Node changed = GradientUses.change(gradient).orElse(gradient);
      port.changed(this, changed, Construct.OTHER, Verdict.REWRITE, GRADIENT, Optional.empty());
      port.settle(gradient);
    }
    for (LossFunction function : plan.functions()) {
      port.changed(
          this,
          function.backward(),
          function.last(),
          Construct.BACKWARD,
          Verdict.REWRITE,
          RETURNED);
    }
    for (Facing facing : port.plans().survey().facings(port.file())) {
      Node statement = Statements.of(facing.node());
      if (port.isSettled(facing.node())) {
        continue;
      }
      if (backwards(plan).anyMatch(backward -> backward == statement)
          || plan.functions().stream().anyMatch(f -> f.backward() == statement)) {
        port.settle(facing.node());
      } else if (plan.steps().contains(statement)) {
        port.changed(this, facing.node(), Construct.STEP, Verdict.REWRITE, STEP, Optional.empty());
      } else if (plan.zeroGrads().contains(statement)) {
        boolean emptied = plan.carried() || plan.handed().isPresent();
        port.changed(
            this, facing.node(), Construct.ZERO_GRAD, emptied ? EMPTIED : Sentences.CLEARED);
      } else if (plan.clips().stream().anyMatch(c -> c.statement() == statement)) {
        port.changed(this, facing.node(), Construct.CLIP, Verdict.REWRITE, CLIP, Optional.empty());
      } else if (isScaling(plan, statement)) {
        port.changed(
            this, facing.node(), Construct.AMP, Verdict.EQUIVALENT, SCALER, Optional.empty());
      }
    }
  }

  private void decide(FilePort port, ScaledBranch branch) {
    Node backward = branch.backward();
    port.changed(this, backward, backward, Construct.BACKWARD, Verdict.EQUIVALENT, BESIDE);
    port.plans().survey().facings(port.file()).stream()
        .filter(f -> Statements.of(f.node()) == backward)
        .forEach(f -> port.settle(f.node()));
    decide(port, branch.step());
  }

  private static Text why(StepPlan plan, Pass pass) {
    List<Text> why = new ArrayList<>(List.of(FORWARD));
    if (plan.sum() == StepPlan.Sum.IN_OPTIMIZER) {
      why.add(LEFT);
    }
    if (!pass.copied().isEmpty()) {
      why.add(TWICE);
    }
    if (pass.terms().size() > 1) {
      why.add(SUM);
    }
    if (pass.terms().stream().anyMatch(t -> t.weight().isPresent())) {
      why.add(WEIGHTED);
    }
    boolean unused = pass.branch().filter(b -> b.condition().isEmpty()).isPresent();
    pass.branch().ifPresent(b -> why.add(unused ? ALWAYS : IN_BRANCH));
    return Texts.join(why);
  }

  private static boolean isScaling(StepPlan plan, Node statement) {
    return plan.scaling()
        .filter(s -> s.unscales().contains(statement) || s.updates().contains(statement))
        .isPresent();
  }

  /** The names in what becomes of a step. */
  private record Names(String grads, String fresh, String finite) {
    static Names of(FilePort port, StepPlan plan) {
      boolean several = plan.carried() || plan.passes().size() > 1;
      String grads =
          plan.sum() == StepPlan.Sum.IN_OPTIMIZER
              ? plan.optimizer().text() + ".grads"
              : port.freshName("grads");
      String fresh = several ? port.freshName("new_grads") : grads;
      return new Names(grads, fresh, plan.scales() ? port.freshName("grads_finite") : "");
    }
  }

  /** The rewriting of the passes, clearings and steps of a plan. */
  private static final class Writer {
    private final FilePort port;
    private final StepPlan plan;
    private final Edits edits;
    private final Names names;
    private final Set<Node> hoisted = new HashSet<>();

    Writer(FilePort port, StepPlan plan) {
      this(port, plan, Names.of(port, plan));
    }

    private Writer(FilePort port, StepPlan plan, Names names) {
      this.port = port;
      this.plan = plan;
      this.edits = port.edits();
      this.names = names;
    }

    void write() {
      List<Pass> passes = plan.passes();
      Pass atStart =
          passes.stream().filter(p -> p.home() == plan.start()).reduce((a, b) -> b).orElseThrow();
      for (int i = 0; i < passes.size(); i++) {
        boolean fresh = !plan.carried() && i == 0;
        String grads = fresh ? names.grads : names.fresh;
        PassWriter pass = new PassWriter(port, plan, passes.get(i), grads);
        pass.write(passes.get(i).equals(atStart) ? start() : "", fresh ? "" : sum());
      }
      plan.functions().forEach(this::returned);
      new GradientTable(port, plan, names.grads).write();
      update();
      plan.beside().ifPresent(this::beside);
    }

    /** What is done with the gradients. */
    private void update() {
      plan.zeroGrads().forEach(this::clear);
      plan.clips().forEach(this::clip);
      plan.scaling().ifPresent(this::scaler);
      if (plan.handed().isEmpty()) {
        plan.steps().forEach(step -> edits.replace(step, r -> update(r, step)));
      }
    }

    /** The same gradients, through the scaler of the branch beside. */
    private void beside(ScaledBranch branch) {
      if (plan.carried()) {
        edits.replace(branch.backward(), sum());
      } else {
        edits.remove(branch.backward());
      }
      new Writer(port, branch.step(), names).update();
    }

    /** What the gradients are before the first pass, where that has to be said. */
    private String start() {
      Stream<Node> users = Stream.concat(backwards(plan), plan.steps().stream());
      if (!plan.carried() || users.allMatch(plan::isClearedBefore)) {
        return "";
      }
      boolean left = plan.sum() == StepPlan.Sum.IN_OPTIMIZER;
      String before = "getattr(%s, \"grads\", None)".formatted(plan.optimizer().text());
      return names.grads + " = " + (left ? before : "None");
    }

    /** The loss instead of its backward pass, at the end of the function. */
    private void returned(LossFunction function) {
      Node backward = function.backward();
      Node last = function.last();
      boolean direct = backward.contains(function.loss()) && !isAssigned(function);
      if (direct && last == backward) {
        edits.replace(backward, r -> "return " + r.text(function.loss()));
        return;
      }
      if (direct) {
        edits.move(backward);
      }
      if (function.returnsNothing()) {
        edits.insert(
            last.end(),
            r -> r.newline() + r.indent(last.start()) + "return " + r.text(function.loss()));
      }
    }

    private static boolean isAssigned(LossFunction function) {
      return function.loss().field().equals("left");
    }

    private void clear(Node zeroGrad) {
      if (plan.handed().isPresent()) {
        edits.replace(zeroGrad, plan.optimizer().text() + ".grads = None");
      } else if (plan.carried()) {
        edits.replace(zeroGrad, names.grads + " = None");
      } else {
        edits.remove(zeroGrad);
      }
    }

    private String sum() {
      String sum = "tuple(a + b for a, b in zip(%s, %s))".formatted(names.grads, names.fresh);
      return plan.carried()
          ? "%s = %s if %s is None else %s".formatted(names.grads, names.fresh, names.grads, sum)
          : names.grads + " = " + sum;
    }

    /** The norm before, where it is used, and the clipped gradients. */
    private void clip(StepPlan.Clip clip) {
      Node statement = clip.statement();
      clip.part().ifPresent(this::trained);
      Replacement clipped = clipped(clip);
      Optional<Node> target = clip.result().flatMap(Statements::result);
      if (clip.result().isEmpty()) {
        edits.replace(statement, clipped);
      } else if (target.isPresent()) {
        Replacement norm = norm(clip, target.get().text());
        edits.replace(statement, r -> norm.render(r) + clipped.render(r));
      } else {
        String name = port.freshName("grad_norm");
        Replacement norm = norm(clip, name);
        edits.insert(
            statement.start(), r -> norm.render(r) + clipped.render(r) + r.between(statement));
        edits.replace(clip.result().get(), name);
      }
    }

    /** What an optimizer has of the models in an expression. */
    private void trained(Node parameters) {
      Call.in(parameters)
          .filter(call -> !port.isSettled(call.node()))
          .forEach(call -> ModelParameters.forOptimizer(port, call));
    }

    /** What torch returns: the norm of the gradients before they are clipped. */
    private Replacement norm(StepPlan.Clip clip, String variable) {
      Optional<Replacement> part = clip.part().map(p -> of("torch_grads_of", p));
      return r ->
          "%s = %s(sum(%s(grad).sum() for grad in %s))%s"
              .formatted(
                  variable,
                  name(r, "sqrt"),
                  name(r, "square"),
                  part.map(p -> p.render(r) + ")").orElse(names.grads),
                  r.between(clip.statement()));
    }

    private Replacement clipped(StepPlan.Clip clip) {
      Optional<Replacement> part = clip.part().map(p -> of("torch_clip_grads_of", p));
      // MindSpore 2.10 takes norms of the rows of a matrix where the norm is not the Euclidean.
      Optional<String> own = clip.norm().map(n -> BroughtCode.function(port, "torch_clip_grads"));
      return r -> {
        String function =
            own.orElseGet(() -> name(r, clip.byNorm() ? "clip_by_norm" : "clip_by_value"));
        return names.grads
            + " = "
            + part.map(
                    p -> p.render(r) + ", lambda part: " + clipped(r, clip, function, "part") + ")")
                .orElseGet(() -> clipped(r, clip, function, names.grads));
      };
    }

    /** The call of a brought function with some parameters and all gradients, left open. */
    private Replacement of(String wish, Node part) {
      String function = BroughtCode.function(port, wish);
      String all =
          plan.optimizers().stream()
              .map(o -> o.text() + ".parameters")
              .collect(Collectors.joining(" + "));
      return r -> "%s(%s, %s, %s".formatted(function, r.text(part), all, names.grads);
    }

    private static String clipped(Rendering r, StepPlan.Clip clip, String function, String grads) {
      String bound = r.text(clip.bound());
      String norm = clip.norm().map(n -> ", " + r.text(n)).orElse("");
      return clip.byNorm()
          ? "%s(%s, %s%s)".formatted(function, grads, bound, norm)
          : "%s(%s, -(%s), %s)".formatted(function, grads, bound, bound);
    }

    private String name(Rendering r, String operation) {
      return r.name("mindspore.ops." + operation, plan.steps().get(0));
    }

    private void scaler(StepPlan.Scaling scaling) {
      String scaler = scaling.scaler().text();
      scaling.unscales().forEach(this::unscale);
      scaling
          .updates()
          .forEach(s -> edits.replace(s, "%s.adjust(%s)".formatted(scaler, names.finite)));
    }

    /** In place; before the branch that it stands in, because the step unscales in any case. */
    private void unscale(Node statement) {
      Node step = plan.steps().get(0);
      Node branch = StepPlan.beside(statement, step).orElse(statement);
      if (branch == statement) {
        edits.replace(statement, r -> String.join(r.between(statement), unscaled(r)));
        return;
      }
      edits.remove(statement);
      if (hoisted.add(branch)) {
        edits.insert(
            branch.start(), r -> String.join(r.between(branch), unscaled(r)) + r.between(branch));
      }
    }

    private List<String> unscaled(Rendering r) {
      String scaler = plan.scaling().orElseThrow().scaler().text();
      String finite = r.name("mindspore.amp.all_finite", plan.steps().get(0));
      return List.of(
          "%s = %s.unscale(%s)".formatted(names.grads, scaler, names.grads),
          "%s = %s(%s)".formatted(names.finite, finite, names.grads));
    }

    /** {@code optimizer(grads)}, after what else the plan does to the gradients. */
    private String update(Rendering r, Node step) {
      List<String> lines = new ArrayList<>();
      if (plan.scaling().filter(s -> s.unscales().isEmpty()).isPresent()) {
        lines.addAll(unscaled(r));
      }
      String grads = names.grads;
      for (OptimizerPlan optimizer : port.plans().of(plan.optimizer())) {
        if (rewrites(optimizer, Rewrite.NEGATE_GRADIENTS)) {
          lines.add("%s = tuple(-grad for grad in %s)".formatted(grads, grads));
        }
        optimizer.decay().ifPresent(decay -> lines.add(decayed(decay)));
      }
      String call = call(step);
      lines.add(
          plan.scaling().isEmpty()
              ? call
              : "if "
                  + names.finite
                  + ":"
                  + r.newline()
                  + r.indent(step.start())
                  + r.unit()
                  + call);
      return String.join(r.between(step), lines.stream().distinct().toList());
    }

    /** {@code optimizer(grads)}; of gradients that several optimizers share, its own. */
    private String call(Node step) {
      List<String> optimizers = plan.optimizers().stream().map(Node::text).toList();
      int index = plan.others().isEmpty() ? 0 : plan.steps().indexOf(step);
      String optimizer = called(step).orElse(optimizers.get(index));
      if (optimizers.size() == 1) {
        return "%s(%s)".formatted(optimizer, names.grads);
      }
      String end = index + 1 < optimizers.size() ? sizes(optimizers.subList(0, index + 1)) : "";
      return "%s(%s[%s:%s])"
          .formatted(optimizer, names.grads, sizes(optimizers.subList(0, index)), end);
    }

    /** The method of the script that takes a step, as it is called. */
    private Optional<String> called(Node step) {
      return step.children().stream()
          .flatMap(n -> Call.of(n).stream())
          .filter(c -> port.program().stepMethod(c).isPresent())
          .map(c -> c.callee().text())
          .findFirst();
    }

    private static String sizes(List<String> optimizers) {
      return optimizers.stream()
          .map(o -> "len(" + o + ".parameters)")
          .collect(Collectors.joining(" + "));
    }

    private static boolean rewrites(OptimizerPlan plan, Rewrite rewrite) {
      return plan.rewrites().stream().anyMatch(s -> s.make() == rewrite);
    }

    private String decayed(String decay) {
      String factor = decay.matches("[\\w.]+") ? decay : "(" + decay + ")";
      return "%s = tuple(grad + %s * param for grad, param in zip(%s, %s.parameters))"
          .formatted(names.grads, factor, names.grads, plan.optimizer().text());
    }
  }
}
