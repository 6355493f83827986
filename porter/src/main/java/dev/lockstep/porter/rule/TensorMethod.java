package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.edit.Rendering;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Methods of tensors that MindSpore's do not have: {@code size(0)}, {@code detach()}. */
public final class TensorMethod implements Rule {
  private static final Text SHAPE =
      new Text(
          "size is a number in MindSpore; shape is the same on both sides",
          "MindSpore 的 size 是元素个数；shape 在两侧含义相同");
  private static final Text COPIED = new Text("a tensor of its own", "独立的张量");
  private static final Text DETACHED = new Text("a tensor without its gradient", "不带梯度的张量");
  private static final Text UNSET =
      new Text("zeros, where torch leaves what was in memory", "填零；torch 则保留内存中原有的内容");
  private static final Text SAME = new Text("the same, called otherwise", "含义相同，调用方式不同");

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
    } else if (call.name().equals("new") && areExtents(call.arguments())) {
      port.edits().replace(call.callee().get("attribute"), "new_zeros");
      extents(port, call);
      port.changed(this, call.node(), Construct.OTHER, UNSET);
    } else if (BroughtMethod.isOfTensor(port, call)) {
      calledOtherwise(port, call);
    }
  }

  private void calledOtherwise(FilePort port, Call call) {
    Optional<Argument> dim = call.keyword("dim").filter(a -> AXIS.contains(call.name()));
    boolean several = TUPLE.contains(call.name()) && areExtents(call.arguments());
    Optional<String> function =
        Optional.ofNullable(FUNCTIONS.get(call.name()))
            .filter(f -> call.arguments().size() == (call.name().equals("relu") ? 0 : 1));
    if (dim.isPresent()) {
      port.edits().replace(dim.get().node().get("name"), "axis");
    }
    if (several) {
      extents(port, call);
    }
    function.ifPresent(f -> function(port, call, f));
    if (dim.isPresent() || several || function.isPresent()) {
      port.changed(this, call.node(), Construct.OTHER, SAME);
    }
  }

  /** {@code (2, 3)} becomes {@code ((2, 3))}. */
  private static void extents(FilePort port, Call call) {
    List<Argument> all = call.arguments();
    int end = all.get(all.size() - 1).node().end();
    port.edits().insert(all.get(0).node().start(), r -> "(");
    port.edits().insert(end, r -> all.size() == 1 ? ",)" : ")");
  }

  /** Whether arguments are numbers one by one; a single one that is no literal may be a tuple. */
  private static boolean areExtents(List<Argument> arguments) {
    return arguments.stream().allMatch(a -> a.kind() == Argument.Kind.POSITIONAL)
        && (arguments.size() > 1 || arguments.stream().anyMatch(a -> a.value().is("integer")));
  }

  /** {@code x.f(a)} becomes {@code api(x, a)}. */
  private static void function(FilePort port, Call call, String api) {
    port.edits().replace(call.node(), r -> function(r, r.name(api, call.node()), call));
  }

  /** A call of a function with the receiver of a method in front of its arguments. */
  static String function(Rendering rendering, String name, Call call) {
    return function(rendering, name, call.receiver().orElseThrow(), call);
  }

  /** The same with another tensor than the receiver. */
  static String function(Rendering rendering, String name, Node tensor, Call call) {
    String arguments = rendering.text(call.node().get("arguments")).substring(1);
    String comma = call.arguments().isEmpty() ? "" : ", ";
    return name
        + "("
        + rendering.text(dev.lockstep.porter.python.Text.unwrapped(tensor))
        + comma
        + arguments;
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
