package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Methods of tensors that MindSpore's do not have, {@code size(0)}, {@code detach()}, or that
 * compute something else there, {@code std()}.
 */
public final class TensorMethod implements Rule {
  private static final Text SHAPE =
      new Text(
          "size is a number in MindSpore; shape is the same on both sides",
          "MindSpore 的 size 是元素个数；shape 在两侧含义相同");
  private static final Text COPIED = new Text("a tensor of its own", "独立的张量");
  private static final Text DETACHED = new Text("a tensor without its gradient", "不带梯度的张量");
  private static final Text OTHER =
      new Text(
          "MindSpore's method of that name computes something else, or is missing on CPU",
          "MindSpore 的同名方法计算的是别的量，或在 CPU 上不可用");
  private static final Text SAME = new Text("the same, called otherwise", "含义相同，调用方式不同");

  /** Functions that the port brings for methods that mean something else there. */
  private static final Map<String, String> BROUGHT =
      Map.of(
          "std", "torch_std",
          "var", "torch_var",
          "norm", "torch_norm",
          "median", "torch_median",
          "equal", "torch_equal",
          "diag", "torch_diag",
          "dot", "torch_dot",
          "roll", "torch_roll",
          "repeat", "torch_repeat");

  /** How many arguments those may have that are meant here. */
  private static final Map<String, Integer> MOST =
      Map.of("median", 0, "equal", 1, "diag", 0, "dot", 1, "roll", 2);

  /** Methods that are functions there, by name. */
  private static final Map<String, String> FUNCTIONS =
      Map.of("log_softmax", "mindspore.ops.log_softmax", "relu", "mindspore.ops.relu");

  /** Methods whose {@code dim} is called {@code axis}. */
  private static final Set<String> AXIS = Set.of("softmax", "log_softmax", "amax", "amin");

  /** Methods that take their numbers as one tuple. */
  private static final Set<String> TUPLE = Set.of("flip", "new_zeros", "new_ones");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> c.receiver().isPresent() && port.program().qualified(c.callee()).isEmpty())
        .filter(c -> port.program().flow().callee(c).isEmpty())
        .toList()
        .forEach(c -> method(port, c));
  }

  private void method(FilePort port, Call call) {
    Node receiver = call.receiver().orElseThrow();
    boolean bare = call.arguments().isEmpty();
    if (call.name().equals("size")) {
      size(port, call, receiver);
    } else if (call.name().equals("detach") && bare) {
      function(port, call, "mindspore.ops.stop_gradient");
      port.changed(this, call.node(), Construct.MODEL, DETACHED);
    } else if (call.name().equals("clone") && bare) {
      port.edits().replace(call.callee().get("attribute"), "copy");
      port.changed(this, call.node(), Construct.MODEL, COPIED);
    } else if (isOfTensor(port, call)) {
      Optional.ofNullable(BROUGHT.get(call.name()))
          .ifPresentOrElse(name -> brought(port, call, name), () -> calledOtherwise(port, call));
    }
  }

  /** Whether a call may be one of a tensor's method: not of a layer, nor of numpy's arrays. */
  private static boolean isOfTensor(FilePort port, Call call) {
    Node receiver = call.receiver().orElseThrow();
    List<Argument> arguments = call.arguments();
    boolean meant = !call.name().equals("norm") || isWhole(call);
    return meant
        && arguments.size() <= MOST.getOrDefault(call.name(), Integer.MAX_VALUE)
        && !Flow.isSelf(receiver)
        && !port.program().isModel(receiver)
        && port.program().qualified(receiver).isEmpty()
        && port.program().flow().origins(receiver).stream()
            .flatMap(o -> Call.of(o).stream())
            .flatMap(c -> port.program().qualified(c.callee()).stream())
            .noneMatch(n -> n.matches("(numpy|pandas|scipy)\\..*"));
  }

  /**
   * Whether a norm may be one of all elements, {@code norm(2)}: MindSpore's is then the one of a
   * matrix.
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

  private void brought(FilePort port, Call call, String name) {
    String function = BroughtCode.function(port, name);
    port.edits().replace(call.node(), r -> function(r, function, call));
    port.changed(this, call.node(), Construct.OTHER, Verdict.EQUIVALENT, OTHER, Optional.empty());
  }

  private void calledOtherwise(FilePort port, Call call) {
    Optional<Argument> dim = call.keyword("dim").filter(a -> AXIS.contains(call.name()));
    boolean several =
        TUPLE.contains(call.name())
            && !call.arguments().isEmpty()
            && call.arguments().stream()
                .allMatch(a -> a.kind() == Argument.Kind.POSITIONAL && a.value().is("integer"));
    Optional<String> function =
        Optional.ofNullable(FUNCTIONS.get(call.name()))
            .filter(f -> call.name().equals("relu") ? call.arguments().isEmpty() : dim.isPresent());
    if (dim.isPresent()) {
      port.edits().replace(dim.get().node().get("name"), "axis");
    }
    if (several) {
      List<Argument> all = call.arguments();
      int end = all.get(all.size() - 1).node().end();
      port.edits().insert(all.get(0).node().start(), r -> "(");
      port.edits().insert(end, r -> all.size() == 1 ? ",)" : ")");
    }
    function.ifPresent(f -> function(port, call, f));
    if (dim.isPresent() || several || function.isPresent()) {
      port.changed(this, call.node(), Construct.OTHER, SAME);
    }
  }

  /** {@code x.f(a)} becomes {@code api(x, a)}. */
  private static void function(FilePort port, Call call, String api) {
    port.edits().replace(call.node(), r -> function(r, r.name(api, call.node()), call));
  }

  private static String function(Rendering rendering, String name, Call call) {
    String arguments = rendering.text(call.node().get("arguments")).substring(1);
    String comma = call.arguments().isEmpty() ? "" : ", ";
    return name + "(" + rendering.text(call.receiver().orElseThrow()) + comma + arguments;
  }

  private void size(FilePort port, Call call, Node receiver) {
    if (call.arguments().size() > 1) {
      return;
    }
    port.edits()
        .replace(
            call.node(),
            r -> {
              String shape = r.text(receiver) + ".shape";
              return call.arguments().isEmpty()
                  ? shape
                  : shape + "[" + r.text(call.arguments().get(0).value()) + "]";
            });
    port.changed(this, call.node(), Construct.OTHER, SHAPE);
  }
}
