package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.Set;

/** {@code set_context(mode=..., device_target=...)}: torch has nothing to set, so it goes. */
public final class ContextCall implements Rule {
  private static final Text GONE =
      new Text(
          "torch runs as it reads, on the CPU unless the model and the data are moved to a device",
          "torch 按代码逐句运行；除非把模型和数据移到设备上，否则在 CPU 上运行");

  private static final Set<String> CONTEXTS =
      Set.of("mindspore.context.set_context", "mindspore.set_context");

  /** Calls in its arguments that can go with it. */
  private static final Set<String> READING =
      Set.of(
          "int", "str", "bool", "float", "getattr", "get", "getenv", "get_device_id", "get_rank");

  @Override
  public void apply(FilePort port) {
    port.calls()
        .filter(c -> c.name().equals("set_context") && StepStatements.isAlone(c.node()))
        .filter(c -> port.program().qualified(c.callee()).filter(CONTEXTS::contains).isPresent())
        .filter(c -> !port.isMarked(c.node()) && onlyReads(c))
        .toList()
        .forEach(c -> remove(port, c.node()));
  }

  private static boolean onlyReads(Call context) {
    return Call.in(context.node())
        .filter(c -> c.node() != context.node())
        .allMatch(c -> READING.contains(c.name()));
  }

  private void remove(FilePort port, Node call) {
    port.edits().remove(Statements.of(call));
    port.changed(this, call, Construct.OTHER, Verdict.EQUIVALENT, GONE, Optional.empty());
  }
}
