package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.Facing;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;

/** A change of a group's options while training: {@code group["lr"] = rate}. */
public final class GroupMutation implements Rule {
  private static final Text ASSIGNED =
      new Text(
          "the rate of an experimental optimizer is a parameter: it is assigned, in float32; a plain"
              + " store of an int would be ignored",
          "experimental 优化器的学习率是一个参数：以 float32 赋值；直接存入 int 会被忽略");
  private static final Text READ_EACH_STEP =
      new Text(
          "an experimental optimizer reads this option of its group in each step",
          "experimental 优化器每步都会读取组的该选项");
  private static final Text OTHER_DICTIONARY = new Text("not a group of an optimizer", "不是优化器的参数组");
  private static final Text OF_STATE =
      new Text(
          "a group of a saved state: an optimizer has it when the state is loaded",
          "这是已保存状态中的参数组：加载该状态后才属于优化器");
  private static final Text COUNTED =
      new Text("the scheduler's count is a parameter: it is assigned", "调度器的计数是参数：对其赋值");
  private static final Text UNPACKED =
      new Text("several targets are assigned at once", "同时给多个目标赋值");

  private static final Text PARAMETERS =
      new Text(
          "MindSpore's optimizers update the parameters that they were made with, whatever their groups hold"
              + " later: make a new one where these change",
          "MindSpore 的优化器只更新构造时得到的参数，不受参数组之后内容的影响：请在参数变化处新建优化器");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> changesParameters(port, c) && !port.isInRefused(c.node()))
        .toList()
        .forEach(c -> port.refused(this, c.node(), Construct.GROUP_MUTATION, PARAMETERS));
    for (Facing facing : port.open(Construct.GROUP_MUTATION).toList()) {
      apply(port, facing.node(), facing.subject());
    }
  }

  private void apply(FilePort port, Node assignment, Optional<Node> owner) {
    if (owner.isEmpty()) {
      boolean state = assignment.get("left").text().contains("param_groups");
      port.kept(this, assignment, Construct.OTHER, state ? OF_STATE : OTHER_DICTIONARY);
    } else if (isCounter(assignment)) {
      counter(port, assignment, owner.get());
    } else if (!Subjects.arePorted(port, owner.get())) {
      port.refused(this, assignment, Construct.GROUP_MUTATION, Sentences.OPTIMIZER_STAYS);
    } else if (assignment.get("left").text().matches("(?s).*[\"']params[\"']]")) {
      port.refused(this, assignment, Construct.GROUP_MUTATION, PARAMETERS);
    } else if (!assignment.get("left").is("subscript")
        || !Statements.isStatement(assignment.parent().orElse(assignment))
        || assignment.get("right").is("assignment")) {
      port.refused(this, assignment, Construct.GROUP_MUTATION, UNPACKED);
    } else if (assignment.get("left").get("subscript").text().matches("[\"']lr[\"']")) {
      assign(port, assignment, "float", ASSIGNED);
    } else {
      port.kept(this, assignment, Construct.GROUP_MUTATION, READ_EACH_STEP);
    }
  }

  /** {@code group["params"].append(p)}. */
  private static boolean changesParameters(FilePort port, Call call) {
    return call.name().matches("append|extend|insert|remove|pop|clear|sort|reverse")
        && call.receiver()
            .filter(r -> r.is("subscript") && r.text().matches("(?s).*[\"']params[\"']]"))
            .flatMap(r -> port.program().ownerOfGroup(r.get("value")))
            .isPresent();
  }

  /** {@code scheduler.last_epoch = epoch}. */
  private static boolean isCounter(Node assignment) {
    return assignment.get("left").is("attribute");
  }

  private void counter(FilePort port, Node assignment, Node scheduler) {
    boolean stays = port.plans().ofScheduler(scheduler).stream().anyMatch(p -> !p.isPorted());
    boolean counter = assignment.get("left").get("attribute").text().equals("last_epoch");
    boolean alone = Statements.isStatement(assignment.parent().orElse(assignment));
    if (stays || !counter || !alone || assignment.get("right").is("assignment")) {
      Text why = stays ? Sentences.OPTIMIZER_STAYS : Sentences.INNER;
      port.refused(this, assignment, Construct.GROUP_MUTATION, why);
    } else {
      assign(port, assignment, "int", COUNTED);
    }
  }

  private void assign(FilePort port, Node assignment, String type, Text why) {
    Node left = assignment.get("left");
    Node right = assignment.get("right");
    boolean augmented = assignment.is("augmented_assignment");
    String operator = augmented ? assignment.get("operator").text().replace("=", "") : "";
    port.edits()
        .replace(
            assignment,
            r -> {
              String target = r.text(left);
              String value = r.text(right);
              String rate =
                  augmented ? "%s(%s) %s (%s)".formatted(type, target, operator, value) : value;
              return "%s(%s, %s)"
                  .formatted(r.name("mindspore.ops.assign", assignment), target, plain(rate));
            });
    port.changed(
        this, assignment, Construct.GROUP_MUTATION, Verdict.EQUIVALENT, why, Optional.empty());
  }

  private static String plain(String rate) {
    return rate.replaceFirst("(?<!\\S)\\(([\\w.]+)\\)$", "$1");
  }
}
