package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import java.util.Map;
import java.util.Objects;

/** The layers of a model: {@code modules()} of torch, {@code cells_and_names()} of MindSpore. */
public final class ModelTree implements Rule {
  private static final Text SAME =
      new Text("the layers of the model, in the same order", "模型的各层，顺序相同");

  private static final Map<String, String> OF_TORCH =
      Map.of(
          "modules", "(cell for _, cell in %s.cells_and_names())",
          "named_modules", "%s.cells_and_names()",
          "children", "%s.cells()",
          "named_children", "%s.name_cells().items()");

  private static final Map<String, String> OF_MINDSPORE =
      Map.of(
          "cells_and_names", "%s.named_modules()",
          "cells", "list(%s.children())",
          "name_cells", "dict(%s.named_children())");

  private final Map<String, String> methods;
  private final boolean unmistakable;

  /** Methods, and whether only a model has methods of these names. */
  private ModelTree(Map<String, String> methods, boolean unmistakable) {
    this.methods = methods;
    this.unmistakable = unmistakable;
  }

  /** For scripts of torch. */
  static ModelTree toMindSpore() {
    return new ModelTree(OF_TORCH, false);
  }

  /** For scripts of MindSpore. */
  static ModelTree toTorch() {
    return new ModelTree(OF_MINDSPORE, true);
  }

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> methods.containsKey(c.name()) && c.arguments().isEmpty())
        .filter(c -> c.receiver().filter(model -> isModel(port, model)).isPresent())
        .filter(c -> !port.isSettled(c.node()) && !port.edits().covers(c.node()))
        .toList()
        .forEach(c -> write(port, c));
  }

  private boolean isModel(FilePort port, Node receiver) {
    boolean own =
        Flow.isSelf(receiver)
            && Flow.enclosingClass(receiver).filter(port.program()::isModule).isPresent();
    return unmistakable || own || port.program().isModel(receiver);
  }

  private void write(FilePort port, Call call) {
    String method = Objects.requireNonNull(methods.get(call.name()));
    Node model = call.receiver().orElseThrow();
    port.edits().replace(call.node(), r -> method.formatted(r.text(model)));
    port.changed(this, call.node(), Construct.MODEL, SAME);
  }
}
