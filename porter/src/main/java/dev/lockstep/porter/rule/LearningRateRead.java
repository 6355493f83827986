package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.SchedulerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Optional;

/** A read of the current rate: {@code group["lr"]}, {@code scheduler.get_last_lr()}. */
public final class LearningRateRead implements Rule {
  private static final Text AS_FLOAT =
      new Text(
          "the rate is a float32 parameter; the script gets a Python float of it",
          "学习率是 float32 参数；脚本得到的是 Python float");
  private static final Text OTHER_OPTION =
      new Text("this option is a plain value in the group", "该选项在组中为普通值");
  private static final Text GROUPS =
      new Text(
          "a list of dictionaries on both sides, for an experimental optimizer",
          "对 experimental 优化器而言，两侧都是字典列表");
  private static final Text COUNTER =
      new Text(
          "the scheduler's count is a float32 parameter; the script gets an int of it",
          "调度器的计数是 float32 参数；脚本得到的是 int");
  private static final Text COMPUTED =
      new Text(
          "get_lr() computes the next rate instead of telling the current one; use get_last_lr()",
          "get_lr() 会计算下一个学习率，而不是返回当前值；请用 get_last_lr()");

  @Override
  public void apply(FilePort port) {
    for (Facing facing : port.open(Construct.LR_READ).toList()) {
      Optional<Call> call = Call.of(facing.node());
      boolean counter = facing.node().is("attribute") && !isGroups(facing.node());
      if (call.isPresent()) {
        scheduler(port, call.get());
      } else if (counter) {
        counter(port, facing.node(), facing.subject().orElseThrow());
      } else {
        group(port, facing.node(), facing.subject().orElseThrow());
      }
    }
  }

  private static boolean isGroups(Node attribute) {
    return attribute.get("attribute").text().equals("param_groups");
  }

  /** An attribute of a scheduler. */
  private void counter(FilePort port, Node read, Node scheduler) {
    if (port.plans().ofScheduler(scheduler).stream().anyMatch(p -> !p.isPorted())) {
      port.kept(this, read, Construct.LR_READ, Sentences.OPTIMIZER_STAYS);
    } else if (!read.get("attribute").text().equals("last_epoch")) {
      port.refused(this, read, Construct.LR_READ, Sentences.INNER);
    } else if (isConverted(read)) {
      port.kept(this, read, Construct.LR_READ, Sentences.SAME);
    } else {
      port.edits().replace(read, r -> "int(" + r.text(read) + ")");
      port.changed(this, read, Construct.LR_READ, Verdict.EXACT, COUNTER, Optional.empty());
    }
  }

  private void group(FilePort port, Node read, Node owner) {
    boolean rate = read.is("subscript") && read.get("subscript").text().matches("[\"']lr[\"']");
    if (!Subjects.arePorted(port, owner)) {
      port.kept(this, read, Construct.LR_READ, Sentences.OPTIMIZER_STAYS);
    } else if (!rate || isConverted(read)) {
      port.kept(this, read, Construct.LR_READ, why(read, rate));
    } else {
      asFloat(port, read);
    }
  }

  private static Text why(Node read, boolean rate) {
    boolean option =
        read.is("subscript")
            && read.get("subscript").is("string")
            && !read.get("subscript").text().contains("param_groups");
    return rate ? Sentences.SAME : option ? OTHER_OPTION : GROUPS;
  }

  private void scheduler(FilePort port, Call call) {
    List<SchedulerPlan> plans = port.plans().ofScheduler(call.receiver().orElseThrow());
    if (plans.stream().anyMatch(p -> !p.isPorted())) {
      port.kept(this, call.node(), Construct.LR_READ, Sentences.OPTIMIZER_STAYS);
    } else if (call.name().equals("get_lr")
        && (port.isMarked(call.node()) || !NextRate.isAlike(port, call, plans))) {
      port.refused(this, call.node(), Construct.LR_READ, COMPUTED);
    } else if (isElementRead(call.node())) {
      Node element = call.node().parent().orElseThrow();
      if (isConverted(element)) {
        port.kept(this, call.node(), Construct.LR_READ, Sentences.SAME);
      } else {
        port.edits().replace(element, r -> "float(" + r.text(element) + ")");
        changed(port, call.node());
      }
    } else if (isIterated(call.node())) {
      port.kept(this, call.node(), Construct.LR_READ, Sentences.SAME);
    } else {
      port.edits()
          .replace(call.node(), r -> "[float(rate) for rate in " + r.text(call.node()) + "]");
      changed(port, call.node());
    }
  }

  private void asFloat(FilePort port, Node read) {
    port.edits().replace(read, r -> "float(" + r.text(read) + ")");
    changed(port, read);
  }

  private void changed(FilePort port, Node read) {
    port.changed(this, read, Construct.LR_READ, Verdict.EQUIVALENT, AS_FLOAT, Optional.empty());
  }

  private static boolean isElementRead(Node call) {
    return call.field().equals("value") && call.parent().filter(p -> p.is("subscript")).isPresent();
  }

  private static boolean isIterated(Node call) {
    return call.parent().filter(p -> p.is("for_in_clause", "for_statement")).isPresent();
  }

  /** Whether a read is already made a float, or is the target of an assignment. */
  private static boolean isConverted(Node read) {
    Optional<Call> call = read.parent().flatMap(Node::parent).flatMap(Call::of);
    return call.filter(c -> c.name().matches("float|int|assign"))
        .filter(c -> c.arguments().get(0).value() == read)
        .isPresent();
  }
}
