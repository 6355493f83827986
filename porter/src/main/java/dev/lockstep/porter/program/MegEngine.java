package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import java.util.List;
import java.util.Optional;

/** MegEngine. */
public final class MegEngine implements Framework {
  /** The module that everything starts with. */
  public static final String ROOT = "megengine";

  /** What computes gradients. */
  public static final String GRAD_MANAGER = "megengine.autodiff.GradManager";

  MegEngine() {}

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
        .replaceFirst("^megengine\\.optimizer\\.\\w+\\.(?=[A-Z])", "megengine.optimizer.")
        .replaceFirst("^megengine\\.autodiff\\.\\w+\\.(?=GradManager$)", "megengine.autodiff.");
  }

  @Override
  public boolean isOptimizer(String qualified) {
    return canonical(qualified).matches("megengine\\.optimizer\\.[A-Z]\\w*")
        && !qualified.endsWith(".Optimizer")
        && !qualified.endsWith(".LRScheduler")
        && !isScheduler(qualified);
  }

  @Override
  public boolean isScheduler(String qualified) {
    return canonical(qualified).equals("megengine.optimizer.MultiStepLR");
  }

  @Override
  public boolean isModelBase(String qualified) {
    return qualified.matches("megengine\\.module\\.[A-Z]\\w*");
  }

  @Override
  public Optional<Node> passage(Project project, Call call) {
    return call.name().matches("attach|train|eval|to") ? call.receiver() : Optional.empty();
  }

  @Override
  public List<Facing> facings(PythonFile file, TrainingProgram program) {
    return MegEngineFacings.of(file, program);
  }
}
