package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Statements;
import java.util.Optional;
import java.util.Set;

/**
 * {@code torch.backends.cudnn.benchmark = True}, {@code torch.cuda.synchronize()}: what only tells
 * torch's libraries which device, memory or algorithm to take.
 */
public final class BackendSetting implements Rule {
  private static final Set<String> CALLS =
      Set.of(
          "torch.cuda.empty_cache",
          "torch.cuda.synchronize",
          "torch.cuda.set_device",
          "torch.set_float32_matmul_precision",
          "torch.set_num_threads");

  private static final Text ONLY_TORCH =
      new Text(
          "only tells torch's libraries how to compute; MindSpore's context has its own settings",
          "仅设置 torch 所用库的计算方式；MindSpore 的 context 有自己的设置");

  @Override
  public void apply(FilePort port) {
    port.references()
        .filter(n -> !port.edits().covers(n))
        .filter(n -> isSet(port, n) || isCalled(port, n))
        .map(Statements::of)
        .distinct()
        .toList()
        .forEach(statement -> remove(port, statement));
  }

  private void remove(FilePort port, Node statement) {
    port.edits().remove(statement);
    port.changed(
        this, statement, Construct.OTHER, Verdict.EQUIVALENT, ONLY_TORCH, Optional.empty());
  }

  private static boolean isSet(FilePort port, Node name) {
    return name.field().equals("left")
        && name.parent().filter(p -> p.is("assignment") && Statements.isAlone(p)).isPresent()
        && port.program().qualified(name).filter(n -> n.startsWith("torch.backends.")).isPresent();
  }

  private static boolean isCalled(FilePort port, Node name) {
    return name.field().equals("function")
        && name.parent().filter(Statements::isAlone).isPresent()
        && port.program().qualified(name).filter(CALLS::contains).isPresent();
  }
}
