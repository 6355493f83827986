package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.OptimizerPlan;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code optimizer.learning_rate} of MindSpore, read or set: one parameter for all groups, where
 * each group of torch's has a number of its own.
 */
public final class OptimizerRate implements Rule {
  private static final Text SET =
      new Text(
          "the one rate of MindSpore's optimizer is that of every group",
          "MindSpore 优化器的唯一学习率即每个参数组的学习率");
  private static final Text READ =
      new Text("the rate, a number in the first group", "学习率，即第一个参数组中的数值");
  private static final Text OTHER =
      new Text(
          "torch keeps the rates in param_groups[i][\"lr\"]: this one may be of several groups, of a"
              + " list or of a schedule",
          "torch 把学习率保存在 param_groups[i][\"lr\"] 中：此处可能是多个组、列表或调度的学习率");
  private static final Text COUNT =
      new Text(
          "torch's optimizers have no count of their steps: count them in the loop",
          "torch 的优化器没有步数计数：请在循环中计数");
  private static final Text KIND =
      new Text(
          "torch keeps a number in param_groups[i][\"lr\"] whatever it comes from: read the rate there",
          "无论学习率由何得来，torch 都在 param_groups[i][\"lr\"] 中保存数值：请从那里读取");

  /** What an optimizer of MindSpore says of its rate. */
  private static final Set<String> ATTRIBUTES =
      Set.of("learning_rate", "dynamic_lr", "is_group_lr", "global_step");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants("attribute")
        .filter(n -> ATTRIBUTES.contains(n.get("attribute").text()))
        .filter(n -> !port.isInRefused(n) && !port.edits().covers(n))
        .filter(n -> isOfOptimizer(port, n.get("object")))
        .toList()
        .forEach(n -> decide(port, n));
  }

  private static boolean isOfOptimizer(FilePort port, Node object) {
    return LossNetwork.isName(object)
        && (!port.plans().of(object).isEmpty() || object.text().matches("(.*\\.)?_?optimizer"));
  }

  private void decide(FilePort port, Node rate) {
    Node whole = number(rate);
    Optional<Setting> setting = Setting.of(rate);
    boolean line = setting.stream().allMatch(Setting::isLine);
    boolean known = rate.get("attribute").text().equals("learning_rate");
    if (!known || !line || !isOne(port, rate.get("object"))) {
      port.refused(this, setting.map(Setting::node).orElse(whole), Construct.LR_READ, why(rate));
    } else if (setting.isPresent()) {
      set(port, rate.get("object"), setting.get());
    } else if (isRead(whole)) {
      port.edits().replace(whole, r -> r.text(rate.get("object")) + ".param_groups[0][\"lr\"]");
      port.changed(this, whole, Construct.LR_READ, READ);
    } else {
      port.refused(this, whole, Construct.LR_READ, why(rate));
    }
  }

  private static Text why(Node rate) {
    return switch (rate.get("attribute").text()) {
      case "learning_rate" -> OTHER;
      case "global_step" -> COUNT;
      default -> KIND;
    };
  }

  /** Whether all that an optimizer may be are ported with a number as the rate of all groups. */
  private static boolean isOne(FilePort port, Node optimizer) {
    return Subjects.areKnownAndPorted(port, optimizer)
        && port.plans().of(optimizer).stream().allMatch(OptimizerRate::isOne);
  }

  private static boolean isOne(OptimizerPlan plan) {
    boolean known = !plan.groups().unseen() && !plan.checkedGroups();
    return known && plan.lookup().isEmpty() && !plan.groups().keys().contains("lr");
  }

  /**
   * Every group gets the value; what is more than a name is computed once, in front of the loop.
   */
  private void set(FilePort port, Node optimizer, Setting setting) {
    Node value = setting.value();
    Call.in(setting.node())
        .map(Call::node)
        .filter(c -> c != value && c.contains(value))
        .forEach(port::settle);
    boolean plain = LossNetwork.isName(value) || value.is("integer", "float");
    String fresh = plain ? "" : port.freshName("lr");
    port.edits()
        .replace(
            setting.node(),
            r -> {
              String end = r.newline() + r.indent(setting.node().start());
              String before = plain ? "" : fresh + " = " + r.text(value) + end;
              return "%sfor group in %s.param_groups:%s%sgroup[\"lr\"] = %s"
                  .formatted(
                      before, r.text(optimizer), end, r.unit(), plain ? r.text(value) : fresh);
            });
    port.changed(
        this, setting.node(), Construct.GROUP_MUTATION, Verdict.EQUIVALENT, SET, Optional.empty());
  }

  /** The parameter with what only turns it into a number: {@code rate.data.asnumpy().item()}. */
  private static Node number(Node rate) {
    Node whole = rate;
    for (Optional<Node> next = turned(whole); next.isPresent(); next = turned(whole)) {
      whole = next.get();
    }
    return whole;
  }

  private static Optional<Node> turned(Node value) {
    return value
        .parent()
        .filter(p -> p.is("attribute") && value.field().equals("object"))
        .flatMap(
            p ->
                switch (p.get("attribute").text()) {
                  case "data" -> Optional.of(p);
                  case "asnumpy", "value", "item" ->
                      p.parent()
                          .flatMap(Call::of)
                          .filter(c -> c.callee() == p && c.arguments().isEmpty())
                          .map(Call::node);
                  default -> Optional.empty();
                });
  }

  /** Whether nothing is asked of a value that a number does not have. */
  private static boolean isRead(Node value) {
    Node parent = value.parent().orElse(value);
    boolean asked = List.of("object", "function").contains(value.field()) || parent.is("subscript");
    boolean written =
        parent.is("assignment", "augmented_assignment") && value.field().equals("left");
    return !asked && !written;
  }

  /**
   * A statement that gives the parameter another value.
   *
   * @param node the statement's expression
   * @param value the number, without the tensor around it
   */
  private record Setting(Node node, Node value) {
    static Optional<Setting> of(Node rate) {
      Optional<Call> assign =
          rate.parent()
              .flatMap(Node::parent)
              .flatMap(Call::of)
              .filter(c -> c.name().equals("assign") && c.arguments().size() == 2)
              .filter(c -> c.positional(0).filter(a -> a.value() == rate).isPresent());
      Optional<Call> method =
          rate.parent()
              .filter(p -> p.is("attribute") && p.get("attribute").text().equals("set_data"))
              .flatMap(Node::parent)
              .flatMap(Call::of)
              .filter(c -> c.arguments().size() == 1);
      Optional<Node> assigned =
          rate.parent().filter(p -> p.is("assignment") && rate.field().equals("left"));
      return assign
          .or(() -> method)
          .map(c -> new Setting(c.node(), last(c)))
          .or(() -> assigned.map(a -> new Setting(a, a.get("right"))))
          .map(s -> new Setting(s.node(), bare(s.value())));
    }

    /** Whether it stands on lines of its own. */
    boolean isLine() {
      return Statements.isAlone(node) && Statements.startsLine(node) && Statements.endsLine(node);
    }

    private static Node last(Call call) {
      return call.arguments().get(call.arguments().size() - 1).value();
    }

    /** {@code Parameter(Tensor(rate, type), name=...)} is the rate. */
    private static Node bare(Node value) {
      return Call.of(value)
          .filter(c -> c.name().matches("Tensor|Parameter"))
          .flatMap(c -> c.positional(0))
          .map(Argument::value)
          .map(Setting::bare)
          .orElse(value);
    }
  }
}
