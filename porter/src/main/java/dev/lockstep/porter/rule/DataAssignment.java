package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import dev.lockstep.porter.step.GradientUses;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code p.data = p.data * decay}, {@code p[mask] = 0} and {@code p.data = average[name]} in
 * training: in MindSpore the parameter would get other memory, which an optimizer that has stepped
 * does not see.
 */
public final class DataAssignment implements Rule {
  private static final Text ASSIGNED =
      new Text(
          "the value is written into the parameter: an optimizer of MindSpore that has stepped does not"
              + " see other memory of it",
          "将值写入参数本身：MindSpore 的优化器执行过更新后，看不到参数换用的其他内存");

  /** What else has data in training scripts, by its name. */
  private static final Pattern OTHER =
      Pattern.compile("(?is).*(data|set|loader|graph|batch|file|frame|self)s?");

  private static final Text SHARED =
      new Text(
          "in torch both share memory from here on, and an optimizer of MindSpore that has stepped does not see"
              + " other memory of a parameter: write the value with ops.assign wherever it changes",
          "在 torch 中两者此后共享内存；而 MindSpore 的优化器执行过更新后，看不到参数换用的其他内存：请在其变化处用 ops.assign 写入该值");

  private static final Text ELEMENTS =
      new Text(
          "by an index other than numbers and slices MindSpore gives the parameter other memory, which an"
              + " optimizer that has stepped does not see: compute the whole value (ops.where, ops.masked_fill) and"
              + " write it with ops.assign",
          "使用数字和切片以外的索引时，MindSpore 会让参数换用其他内存，而执行过更新的优化器看不到："
              + "请计算完整的值（ops.where、ops.masked_fill）并用 ops.assign 写入");

  @Override
  public void apply(FilePort port) {
    port.file()
        .root()
        .descendants()
        .filter(n -> n.is("assignment", "augmented_assignment"))
        .filter(n -> Statements.isStatement(n.parent().orElse(n)) && n.find("right").isPresent())
        .filter(n -> !port.isInRefused(n) && !port.isMarked(n) && !port.edits().covers(n))
        .toList()
        .forEach(n -> apply(port, n));
  }

  private void apply(FilePort port, Node assignment) {
    Node left = assignment.get("left");
    if (left.is("subscript")) {
      if (isParameter(port, left.get("value"))) {
        elements(port, assignment, left);
      }
      return;
    }
    if (!isData(port, left)) {
      return;
    }
    if (assignment.is("augmented_assignment") || isOwn(assignment)) {
      assign(port, assignment);
    } else if (!swaps(port.file().root())
        && port.plans().survey().training().isDuring(assignment)) {
      if (isData(assignment.get("right")) || isShared(assignment)) {
        port.refused(this, assignment, Construct.OTHER, SHARED);
      } else {
        assign(port, assignment);
      }
    }
  }

  /** Whether an expression is a parameter's data, or a parameter that a loop or a layer names. */
  private static boolean isParameter(FilePort port, Node tensor) {
    return isData(port, tensor)
        || (!tensor.is("subscript") && ModelTensors.isOwn(port, tensor))
        || ModelTensors.mayBeOwn(port, tensor);
  }

  private static boolean isData(FilePort port, Node expression) {
    return isData(expression)
        && !GradientUses.isGradient(expression)
        && mayBeTensor(port.program(), expression.get("object"));
  }

  /** {@code p.data[mask] = 0}; numbers and slices are written in place. */
  private void elements(FilePort port, Node assignment, Node element) {
    boolean plain =
        element.all("subscript").stream()
            .flatMap(i -> i.is("slice") ? i.children().stream() : Stream.of(i))
            .allMatch(DataAssignment::isNumber);
    boolean dictionary = element.get("subscript").is("string");
    if (!plain && !dictionary && port.plans().survey().training().isDuring(assignment)) {
      port.refused(this, assignment, Construct.OTHER, ELEMENTS);
    }
  }

  private static boolean isNumber(Node index) {
    return index.text().matches("-?\\d+")
        || Statements.loopOf(index).stream()
            .flatMap(loop -> Call.of(loop.get("right")).stream())
            .anyMatch(c -> c.name().matches("range|enumerate"));
  }

  /** Whether an object with an attribute of that name is not one of another kind. */
  private static boolean mayBeTensor(TrainingProgram program, Node object) {
    return !Flow.isSelf(object)
        && !OTHER.matcher(object.text()).matches()
        && program.flow().instanceOf(object).isEmpty();
  }

  private static boolean isOfData(Node assignment) {
    return isData(assignment.get("left")) && assignment.find("right").isPresent();
  }

  private static boolean isData(Node expression) {
    return expression.is("attribute") && expression.get("attribute").text().equals("data");
  }

  /** Whether the memory of tensors is kept and given back: then it is the optimizer's again. */
  private static boolean swaps(Node code) {
    boolean keeps =
        code.descendants("attribute")
            .filter(DataAssignment::isData)
            .anyMatch(n -> isStored(n) && !isHandedOn(n));
    long given =
        code.descendants("assignment").filter(a -> isOfData(a) && !isOwn(a)).limit(2).count();
    return keeps && given == 2;
  }

  /** Whether an expression is the value of a variable or of an element, as it is. */
  private static boolean isStored(Node value) {
    Node parent = value.parent().orElse(value);
    return (parent.is("assignment") && value.field().equals("right"))
        || parent.is("pair", "list_comprehension")
        || parent.parent().flatMap(Call::of).filter(c -> c.name().equals("append")).isPresent();
  }

  /**
   * Whether a tensor gets the memory of an element that is changed in place elsewhere, or that
   * training changes with it: nothing puts another one there, or takes it out of the tensor again.
   */
  private static boolean isShared(Node assignment) {
    Node right = assignment.get("right");
    if (!right.is("subscript")) {
      return false;
    }
    String table = right.get("value").text();
    Node root = assignment.enclosing("module").orElseThrow();
    List<Node> elements =
        root.descendants("subscript").filter(s -> s.get("value").text().equals(table)).toList();
    boolean renewed = elements.stream().anyMatch(Effects::isTarget);
    boolean swapped =
        root.descendants("assignment")
            .filter(DataAssignment::isOfData)
            .map(a -> a.get("right"))
            .anyMatch(r -> r.is("subscript") && !r.get("value").text().equals(table));
    return elements.stream().anyMatch(DataAssignment::isChangedInPlace) || !(renewed || swapped);
  }

  /** {@code shadow[name].mul_(decay)}, {@code shadow[name] *= decay}. */
  private static boolean isChangedInPlace(Node element) {
    Node parent = element.parent().orElse(element);
    boolean augmented = parent.is("augmented_assignment") && element.field().equals("left");
    boolean method =
        parent.is("attribute")
            && parent.get("attribute").text().matches("[a-z]\\w*[a-z]_")
            && parent.field().equals("function");
    return augmented || method;
  }

  /** Whether a tensor's data goes to the data of another one. */
  private static boolean isHandedOn(Node value) {
    return value.parent().filter(p -> p.is("assignment") && isData(p.get("left"))).isPresent();
  }

  /** Whether a tensor gets a value that is computed from its own. */
  private static boolean isOwn(Node assignment) {
    String left = assignment.get("left").text();
    return assignment.get("right").descendants("attribute").anyMatch(n -> n.text().equals(left));
  }

  private void assign(FilePort port, Node assignment) {
    Node left = assignment.get("left");
    Node right = assignment.get("right");
    Optional<String> operator =
        assignment.find("operator").map(o -> o.text().substring(0, o.text().length() - 1));
    port.edits()
        .replace(
            assignment,
            r ->
                "%s(%s, %s)"
                    .formatted(
                        r.name("mindspore.ops.assign", left),
                        r.text(left.get("object")),
                        operator
                            .map(o -> "%s %s %s".formatted(r.text(left), o, r.factor(right)))
                            .orElseGet(() -> r.text(right))));
    port.changed(this, assignment, Construct.OTHER, ASSIGNED);
  }
}
