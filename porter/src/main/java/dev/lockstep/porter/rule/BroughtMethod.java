package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Methods of tensors that both frameworks have and that compute different things: {@code x.std()}
 * divides by n in MindSpore and by n - 1 in torch. Functions that the port brings compute what the
 * script meant; for what is no tensor they call its own method.
 */
public final class BroughtMethod implements Rule {
  private static final Text OTHER =
      new Text(
          "the method of that name computes something else there, or is missing on CPU",
          "目标框架的同名方法计算的是别的量，或在 CPU 上不可用");

  /** What turns a tensor into numpy's array. */
  private static final Set<String> ARRAYS = Set.of("numpy", "asnumpy");

  private static final Map<String, String> TO_MINDSPORE =
      Map.ofEntries(
          Map.entry("bincount", "torch_bincount"),
          Map.entry("std", "torch_std"),
          Map.entry("var", "torch_var"),
          Map.entry("norm", "torch_norm"),
          Map.entry("median", "torch_median"),
          Map.entry("equal", "torch_equal"),
          Map.entry("diag", "torch_diag"),
          Map.entry("dot", "torch_dot"),
          Map.entry("roll", "torch_roll"),
          Map.entry("repeat", "torch_repeat"),
          Map.entry("unflatten", "torch_unflatten"));

  private static final Map<String, String> TO_TORCH =
      Map.ofEntries(
          Map.entry("astype", "mindspore_astype"),
          Map.entry("std", "mindspore_std"),
          Map.entry("var", "mindspore_var"),
          Map.entry("norm", "mindspore_norm"),
          Map.entry("median", "mindspore_median"),
          Map.entry("equal", "mindspore_equal"),
          Map.entry("diag", "mindspore_diag"),
          Map.entry("clone", "mindspore_clone"),
          Map.entry("max", "mindspore_max"),
          Map.entry("min", "mindspore_min"),
          Map.entry("split", "mindspore_split_axis"),
          Map.entry("transpose", "mindspore_transpose"),
          Map.entry("value", "mindspore_value"));

  private final Map<String, String> functions;

  private BroughtMethod(Map<String, String> functions) {
    this.functions = functions;
  }

  /** torch's methods. */
  static BroughtMethod toMindSpore() {
    return new BroughtMethod(TO_MINDSPORE);
  }

  /** MindSpore's methods. */
  static BroughtMethod toTorch() {
    return new BroughtMethod(TO_TORCH);
  }

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> functions.containsKey(c.name()) && c.receiver().isPresent())
        .filter(c -> isDifferent(port, c) && isOfTensor(port, c) && !port.isSettled(c.node()))
        .filter(c -> port.program().qualified(c.callee()).isEmpty())
        .filter(c -> port.program().flow().callee(c).isEmpty())
        .filter(c -> !BroughtCode.holds(c.node()))
        .toList()
        .forEach(c -> bring(port, c));
  }

  private void bring(FilePort port, Call call) {
    String wish = Optional.ofNullable(functions.get(call.name())).orElseThrow();
    String function = BroughtCode.function(port, wish);
    port.edits().replace(call.node(), r -> TensorMethod.function(r, function, call));
    port.changed(this, call.node(), Construct.OTHER, Verdict.EQUIVALENT, OTHER, Optional.empty());
  }

  /** Whether the two frameworks do different things with such arguments. */
  private static boolean isDifferent(FilePort port, Call call) {
    int given = call.arguments().size();
    return switch (call.name()) {
      case "astype" -> call.positional(0).filter(a -> isType(port, a.value())).isPresent();
      case "diag", "median", "value" -> given == 0;
      case "equal", "dot" -> given == 1;
      case "unflatten" -> given == 2;
      case "clone" -> call.argument(0, "prefix").isPresent();
      case "max", "min", "split" -> call.keyword("axis").isPresent();
      case "transpose" -> given != 2;
      case "norm" -> isWhole(call);
      default -> true;
    };
  }

  /** Whether a value is a tensor's type, by its name or origin, or what a Cell calls one. */
  private static boolean isType(FilePort port, Node type) {
    boolean named = type.text().matches("(?:[\\w.\\[\\]]*[._])?d?type");
    boolean inCell =
        type.is("string") && Flow.enclosingClass(type).filter(port.program()::isModule).isPresent();
    return named
        || inCell
        || port.program().flow().origins(type).stream()
            .anyMatch(o -> o.is("attribute") && o.get("attribute").text().equals("dtype"));
  }

  /**
   * Whether a norm may be one of all elements, {@code norm(2)}: torch's of them as a vector,
   * MindSpore's of a matrix.
   */
  private static boolean isWhole(Call norm) {
    boolean layer =
        norm.positional(0)
            .filter(a -> !a.value().is("integer", "float", "string", "none", "call"))
            .isPresent();
    boolean along = norm.argument(1, "dim").isPresent();
    boolean named = norm.keyword("p").isPresent();
    return !layer && !norm.arguments().isEmpty() && (named || !along);
  }

  /** Whether a call may be one of a tensor's method: not of a layer, nor of numpy's arrays. */
  static boolean isOfTensor(FilePort port, Call call) {
    Node receiver = call.receiver().orElseThrow();
    return !Flow.isSelf(receiver)
        && !port.program().isModel(receiver)
        && port.program().qualified(receiver).isEmpty()
        && port.program().flow().origins(receiver).stream()
            .flatMap(o -> Call.of(o).stream())
            .noneMatch(c -> ARRAYS.contains(c.name()) || isOfArrays(port, c));
  }

  private static boolean isOfArrays(FilePort port, Call call) {
    return port.program()
        .qualified(call.callee())
        .filter(name -> name.matches("(numpy|pandas|scipy|cv2)\\..*"))
        .isPresent();
  }
}
