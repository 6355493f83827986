package dev.lockstep.porter.program;

import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import java.util.Optional;
import java.util.Set;

/** What the porter knows of PyTorch beside its recorded signatures. */
public final class Torch {
  /** The module that everything starts with. */
  public static final String ROOT = "torch";

  /** Where the optimizers are. */
  public static final String OPTIM = "torch.optim.";

  /** Where the schedulers are. */
  public static final String SCHEDULERS = "torch.optim.lr_scheduler.";

  /** Methods of a module or tensor that hand the same object (for our purposes) on. */
  private static final Set<String> HANDING_ON =
      Set.of("to", "cuda", "cpu", "half", "float", "double", "train", "eval", "share_memory");

  /** Wrappers of a model. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "DataParallel", "DistributedDataParallel", "DDP", "FullyShardedDataParallel", "compile");

  private Torch() {}

  /** The signatures of one release; empty for the newest recorded. */
  public static Signatures signatures(String version) {
    return Signatures.of(ROOT, version);
  }

  /** The full name under which an API is recorded: without the file it lives in. */
  public static String canonical(String qualified) {
    return qualified.replaceFirst("^torch\\.optim\\.(?!lr_scheduler\\.)\\w+\\.(?=[A-Z])", OPTIM);
  }

  /** Whether a full name is that of an optimizer class, known or not. */
  public static boolean isOptimizer(String qualified) {
    return canonical(qualified).matches("torch\\.optim\\.[A-Z]\\w*")
        && !qualified.equals("torch.optim.Optimizer");
  }

  /** Whether a full name is that of a scheduler class, known or not. */
  public static boolean isScheduler(String qualified) {
    return qualified.matches("torch\\.optim\\.lr_scheduler\\.[A-Z]\\w*")
        || qualified.equals("torch.optim.swa_utils.SWALR");
  }

  /** The recorded signature of an API. */
  public static Optional<RecordedSignature> signature(String qualified, String version) {
    return signatures(version).find(canonical(qualified));
  }

  /** What goes through a call unchanged: the model of {@code model.to(device)} or of a wrapper. */
  public static Optional<Node> passage(Project project, Call call) {
    if (WRAPPERS.contains(call.name()) && isLibrary(project, call)) {
      return call.positional(0).map(Argument::value);
    }
    boolean method = HANDING_ON.contains(call.name()) && call.receiver().isPresent();
    return method && !isLibrary(project, call) ? call.receiver() : Optional.empty();
  }

  private static boolean isLibrary(Project project, Call call) {
    return project.qualified(call.callee()).isPresent();
  }
}
