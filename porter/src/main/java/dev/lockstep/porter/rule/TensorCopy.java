package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code copy.deepcopy(tensor)}: that of a MindSpore tensor, but for parameters, shares its memory.
 */
public final class TensorCopy implements Rule {
  private static final Text COPIED =
      new Text(
          "deepcopy of a MindSpore tensor shares its memory; copy() does not",
          "对 MindSpore 张量使用 deepcopy 会共享内存；copy() 不会");
  private static final Text SHARED =
      new Text(
          "deepcopy leaves tensors of MindSpore in shared memory: copy each tensor with copy()",
          "deepcopy 之后 MindSpore 的张量仍共享内存：请用 copy() 复制每个张量");

  /** Methods that only tensors have. */
  private static final Set<String> OF_TENSORS = Set.of("detach", "clone", "cpu", "cuda", "view");

  /** What makes a tensor. */
  private static final String MADE =
      "torch\\.(\\w*[tT]ensor|from_numpy|(rand|zeros|ones|empty|full)\\w*|arange|linspace|eye|stack|cat)";

  @Override
  public void apply(FilePort port) {
    port.unmarkedCalls()
        .filter(c -> isDeepCopy(port.program(), c) && !port.edits().covers(c.node()))
        .toList()
        .forEach(c -> apply(port, c));
  }

  private static boolean isDeepCopy(TrainingProgram program, Call call) {
    return call.arguments().size() == 1
        && program.qualified(call.callee()).filter("copy.deepcopy"::equals).isPresent();
  }

  private void apply(FilePort port, Call call) {
    Optional<Node> copied = call.positional(0).map(Argument::value);
    if (copied.filter(n -> isTensor(port.program(), n)).isPresent()) {
      port.edits().replace(call.node(), r -> r.text(copied.get()) + ".copy()");
      port.changed(this, call.node(), Construct.OTHER, COPIED);
    } else if (copied.filter(n -> holdsTensors(port.program(), n)).isPresent()) {
      port.refused(this, call.callee(), Construct.OTHER, SHARED);
    }
  }

  /** Whether an expression is surely a tensor, and no parameter. */
  private static boolean isTensor(TrainingProgram program, Node expression) {
    if (expression.is("attribute")) {
      return expression.get("attribute").text().equals("data");
    }
    return program
        .flow()
        .isMade(
            expression,
            c ->
                (OF_TENSORS.contains(c.name()) && !program.isModel(c.receiver().orElse(c.node())))
                    || program.qualified(c.callee()).filter(n -> n.matches(MADE)).isPresent());
  }

  private static boolean holdsTensors(TrainingProgram program, Node expression) {
    return program.flow().origins(expression).stream()
        .filter(o -> o.is("list", "tuple", "dictionary") || o.kind().endsWith("_comprehension"))
        .flatMap(o -> o.children().stream())
        .flatMap(part -> part.is("pair") ? part.find("value").stream() : Stream.of(part))
        .anyMatch(part -> isTensor(program, part));
  }
}
