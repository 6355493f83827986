package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * OneFlow. Its eager scripts are written as torch's; the legacy job functions ({@code
 * oneflow.optimizer}) have optimizers of their own, which are no constructions here: OneFlow's
 * compiler takes them, no loop does.
 */
public final class OneFlow implements Framework {
  /** The module that everything starts with. */
  public static final String ROOT = "oneflow";

  /** Methods that only say where a module or tensor is. */
  private static final Set<String> PLACING = Set.of("to_global", "to_consistent", "to_local");

  private final Framework torch = new Torch();

  OneFlow() {}

  @Override
  public String root() {
    return ROOT;
  }

  @Override
  public String canonical(String qualified) {
    if (!qualified.startsWith(ROOT + ".")) {
      return qualified;
    }
    return qualified
        .replaceFirst(
            "^oneflow\\.nn\\.optimizer\\.\\w+\\.(?=\\w*(LR|Restarts|Scheduler|Plateau)$)",
            "oneflow.optim.lr_scheduler.")
        .replaceFirst("^oneflow\\.nn\\.optimizer\\.\\w+\\.(?=[A-Z])", "oneflow.optim.")
        .replaceFirst("\\.WarmUpLR$", ".WarmupLR");
  }

  @Override
  public boolean isOptimizer(String qualified) {
    return canonical(qualified).matches("oneflow\\.optim\\.[A-Z]\\w*")
        && !qualified.endsWith(".Optimizer");
  }

  @Override
  public boolean isScheduler(String qualified) {
    return canonical(qualified)
        .matches("oneflow\\.optim\\.(lr_scheduler\\.[A-Z]\\w*|swa_utils\\.SWALR)");
  }

  @Override
  public boolean isModelBase(String qualified) {
    return qualified.matches("oneflow\\.nn\\.[A-Z]\\w*") && !qualified.endsWith(".Graph");
  }

  @Override
  public Optional<Node> passage(Project project, Call call) {
    return PLACING.contains(call.name()) ? call.receiver() : torch.passage(project, call);
  }

  @Override
  public List<Facing> facings(PythonFile file, TrainingProgram program) {
    return OneFlowFacings.of(file, program);
  }
}
