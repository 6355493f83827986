package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.ArgumentEdits;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Suppression;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scheduler of the script's own, {@code class Warmup(LRScheduler)}, whose {@code get_lr} gives
 * the rates: MindSpore's base class calls it in the same order.
 */
public final class OwnScheduler implements Rule {
  private static final String BASE = "mindspore.experimental.optim.lr_scheduler.LRScheduler";

  private static final Set<String> BASES =
      Set.of(Torch.SCHEDULERS + "LRScheduler", Torch.SCHEDULERS + "_LRScheduler");

  /**
   * A class of the script that extends this one counts from the rates that the groups begin with.
   */
  private static final Set<String> LAMBDA = Set.of(Torch.SCHEDULERS + "LambdaLR");

  /** What the two base classes do not do alike. */
  private static final Set<String> METHODS =
      Set.of("step", "state_dict", "load_state_dict", "get_last_lr", "print_lr");

  private static final Set<String> ATTRIBUTES =
      Set.of("_step_count", "_last_lr", "_get_lr_called_within_step", "_initial_step", "verbose");

  private static final Text CLASS =
      new Text(
          "MindSpore's base class counts and assigns alike; the rates are computed as Python floats and"
              + " assigned in float32",
          "MindSpore 的基类以相同方式计数与赋值；学习率以 Python 浮点数计算，并以 float32 赋值");
  private static final Text TENSORS =
      new Text("a tensor in MindSpore's base class, read as numbers", "在 MindSpore 的基类中是张量，按数值读取");
  private static final Text BROUGHT =
      new Text(
          "it replaces the step of torch's base class, or uses what only torch's has: a class written into"
              + " the file counts and assigns as torch's does, with Python numbers",
          "它替换了 torch 基类的 step，或使用了仅 torch 基类才有的成员：写入文件的类以 Python 数值按 torch 的方式计数与赋值");

  private static final Text OF_LAMBDA =
      new Text(
          "a class written into the file counts and assigns as torch's LambdaLR does, with Python numbers",
          "写入文件的类以 Python 数值按 torch 的 LambdaLR 的方式计数与赋值");

  @Override
  public void apply(FilePort port) {
    port.file().root().descendants("class_definition").toList().forEach(type -> apply(port, type));
  }

  private void apply(FilePort port, Node type) {
    Optional<Node> base = base(port, type, BASES);
    if (base.isEmpty()) {
      base(port, type, LAMBDA).ifPresent(b -> ofLambda(port, type, b));
      return;
    }
    if (Suppression.covers(type)) {
      port.refused(this, base.get(), Construct.SCHEDULER, BROUGHT);
      return;
    }
    if (!isAlike(type)) {
      bring(port, type, BASES, "TorchLRScheduler");
      port.changed(
          this, base.get(), Construct.SCHEDULER, Verdict.EQUIVALENT, BROUGHT, Optional.empty());
      return;
    }
    port.edits().replace(base.get(), r -> r.name(BASE, base.get()));
    type.descendants("attribute").toList().forEach(a -> attribute(port, a));
    Call.in(type).filter(OwnScheduler::isBaseConstructor).forEach(c -> construct(port, c));
    port.changed(
        this, base.get(), Construct.SCHEDULER, Verdict.EQUIVALENT, CLASS, Optional.empty());
  }

  private static Optional<Node> base(FilePort port, Node type, Set<String> names) {
    return Flow.bases(type)
        .filter(b -> port.program().qualified(b).filter(names::contains).isPresent())
        .findFirst();
  }

  private void ofLambda(FilePort port, Node type, Node base) {
    if (Suppression.covers(type)) {
      port.refused(this, base, Construct.SCHEDULER, OF_LAMBDA);
      return;
    }
    bring(port, type, LAMBDA, "TorchLambdaLR");
    port.changed(this, base, Construct.SCHEDULER, Verdict.EQUIVALENT, OF_LAMBDA, Optional.empty());
  }

  /** With a base class of the port, which is torch's in all that the script may use of it. */
  private static void bring(FilePort port, Node type, Set<String> bases, String wish) {
    String name = BroughtCode.function(port, wish);
    type.descendants()
        .filter(n -> n.is("identifier", "attribute"))
        .filter(n -> port.program().qualified(n).filter(bases::contains).isPresent())
        .forEach(n -> port.edits().replace(n, name));
  }

  private static boolean isAlike(Node type) {
    boolean methods =
        type.descendants("function_definition")
            .noneMatch(f -> METHODS.contains(f.get("name").text()));
    boolean attributes =
        type.descendants("attribute")
            .filter(a -> Flow.isSelf(a.get("object")))
            .noneMatch(
                a ->
                    ATTRIBUTES.contains(a.get("attribute").text())
                        || (isCounted(a) && isAssigned(a)));
    return methods && attributes;
  }

  private static boolean isAssigned(Node attribute) {
    return attribute.field().equals("left")
        && attribute.parent().filter(p -> p.is("assignment", "augmented_assignment")).isPresent();
  }

  private static boolean isCounted(Node attribute) {
    return Set.of("last_epoch", "base_lrs").contains(attribute.get("attribute").text());
  }

  private void attribute(FilePort port, Node attribute) {
    if (!Flow.isSelf(attribute.get("object")) || !isCounted(attribute)) {
      return;
    }
    boolean count = attribute.get("attribute").text().equals("last_epoch");
    String text = attribute.text();
    port.edits()
        .replace(attribute, count ? "int(" + text + ")" : "[float(rate) for rate in " + text + "]");
    port.changed(
        this, attribute, Construct.SCHEDULER, Verdict.EQUIVALENT, TENSORS, Optional.empty());
  }

  private static boolean isBaseConstructor(Call call) {
    return call.name().equals("__init__")
        && call.receiver().filter(r -> r.text().startsWith("super(")).isPresent();
  }

  /** Without torch's third argument, which only prints. */
  private static void construct(FilePort port, Call call) {
    List<Argument> arguments = call.arguments();
    ArgumentEdits edits = new ArgumentEdits(call, port.edits());
    arguments.stream()
        .filter(a -> a.keyword().equals("verbose") || arguments.indexOf(a) == 2)
        .forEach(edits::remove);
    edits.apply();
  }
}
