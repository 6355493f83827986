package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * {@code set_context(mode=..., device_target=...)} and settings of MindSpore's own workers: torch
 * has nothing to set, so they go.
 */
public final class ContextCall implements Rule {
  private static final Text GONE =
      new Text(
          "torch runs as it reads, on the CPU unless the model and the data are moved to a device",
          "torch 按代码逐句运行；除非把模型和数据移到设备上，否则在 CPU 上运行");

  private static final Predicate<String> CONTEXTS =
      Pattern.compile(
              "mindspore\\.(set_context|set_cpu_affinity|parallel\\.set_algo_parameters"
                  + "|dataset\\.config\\.set_(?!seed)\\w+)")
          .asMatchPredicate();

  /** Calls in its arguments that can go with it. */
  private static final Set<String> READING =
      Set.of(
          "int", "str", "bool", "float", "getattr", "get", "getenv", "get_device_id", "get_rank");

  @Override
  public void apply(FilePort port) {
    port.unmarkedCalls()
        .filter(c -> c.name().startsWith("set_") && Statements.isAlone(c.node()))
        .filter(c -> port.program().canonical(c.callee()).filter(CONTEXTS).isPresent())
        .filter(ContextCall::onlyReads)
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
