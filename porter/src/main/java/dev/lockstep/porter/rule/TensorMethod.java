package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;

/** Methods of tensors that MindSpore's do not have: {@code size(0)}, {@code detach()}. */
public final class TensorMethod implements Rule {
  private static final Text SHAPE =
      new Text(
          "size is a number in MindSpore; shape is the same on both sides",
          "MindSpore 的 size 是元素个数；shape 在两侧含义相同");
  private static final Text COPIED = new Text("a tensor of its own", "独立的张量");
  private static final Text DETACHED = new Text("a tensor without its gradient", "不带梯度的张量");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> c.receiver().isPresent() && port.program().qualified(c.callee()).isEmpty())
        .filter(c -> port.program().flow().callee(c).isEmpty())
        .forEach(c -> method(port, c));
  }

  private void method(FilePort port, Call call) {
    Node receiver = call.receiver().orElseThrow();
    switch (call.name()) {
      case "size" -> size(port, call, receiver);
      case "detach" -> {
        if (call.arguments().isEmpty()) {
          port.edits()
              .replace(
                  call.node(),
                  r ->
                      r.name("mindspore.ops.stop_gradient", receiver)
                          + "("
                          + r.text(receiver)
                          + ")");
          port.changed(this, call.node(), Construct.MODEL, DETACHED);
        }
      }
      case "clone" -> {
        if (call.arguments().isEmpty()) {
          port.edits().replace(call.callee().get("attribute"), "copy");
          port.changed(this, call.node(), Construct.MODEL, COPIED);
        }
      }
      default -> {}
    }
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
