package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** PyTorch. */
public final class Torch implements Framework {
  /** The module that everything starts with. */
  public static final String ROOT = "torch";

  /** Where the optimizers are. */
  public static final String OPTIM = "torch.optim.";

  /** Where the schedulers are. */
  public static final String SCHEDULERS = "torch.optim.lr_scheduler.";

  /** Blocks in which nothing is recorded for gradients. */
  public static final Set<String> WITHOUT_GRADIENTS =
      Set.of("torch.no_grad", "torch.inference_mode");

  /** Methods of a module or tensor that hand the same object (for our purposes) on. */
  private static final Set<String> HANDING_ON =
      Set.of(
          "to",
          "cuda",
          "cpu",
          "half",
          "bfloat16",
          "float",
          "double",
          "train",
          "eval",
          "share_memory");

  /** The module of one optimizer: {@code torch.optim.adam.Adam}. */
  private static final Pattern OWN_MODULE =
      Pattern.compile("^torch\\.optim\\.(?!lr_scheduler\\.|swa_utils\\.)\\w+\\.(?=[A-Z])");

  private static final Pattern OPTIMIZER = Pattern.compile("torch\\.optim\\.[A-Z]\\w*");
  private static final Pattern MODULE =
      Pattern.compile("torch\\.nn\\.(?!(?:Parameter|Buffer)$)[A-Z]\\w*");

  /** Wrappers of a model. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "DataParallel", "DistributedDataParallel", "DDP", "FullyShardedDataParallel", "compile");

  Torch() {}

  @Override
  public String root() {
    return ROOT;
  }

  @Override
  public String canonical(String qualified) {
    return qualified.startsWith(OPTIM)
        ? OWN_MODULE.matcher(qualified).replaceFirst(OPTIM)
        : qualified;
  }

  @Override
  public boolean isOptimizer(String qualified) {
    return qualified.startsWith(OPTIM)
        && OPTIMIZER.matcher(canonical(qualified)).matches()
        && !qualified.equals("torch.optim.Optimizer");
  }

  @Override
  public boolean isScheduler(String qualified) {
    return (qualified.startsWith(SCHEDULERS)
            && qualified.matches("torch\\.optim\\.lr_scheduler\\.[A-Z]\\w*"))
        || qualified.equals("torch.optim.swa_utils.SWALR");
  }

  @Override
  public boolean isModelBase(String qualified) {
    return MODULE.matcher(qualified).matches();
  }

  @Override
  public Optional<Node> passage(Project project, Call call) {
    if (WRAPPERS.contains(call.name()) && isLibrary(project, call)) {
      return call.positional(0).map(Argument::value);
    }
    boolean method = HANDING_ON.contains(call.name()) && call.receiver().isPresent();
    return method && !isLibrary(project, call) ? call.receiver() : Optional.empty();
  }

  @Override
  public List<Node> passages(Project project, Call call) {
    boolean hands = Accelerate.hands(call) || isApex(project, call);
    return hands
        ? call.arguments().stream()
            .filter(a -> a.kind() == Argument.Kind.POSITIONAL)
            .map(Argument::value)
            .toList()
        : Framework.super.passages(project, call);
  }

  @Override
  public List<Facing> facings(PythonFile file, TrainingProgram program) {
    return TorchFacings.of(file, program);
  }

  /** {@code amp.initialize(model, optimizer, ...)}. */
  private static boolean isApex(Project project, Call call) {
    return call.name().equals("initialize")
        && project.qualified(call.callee()).filter("apex.amp.initialize"::equals).isPresent();
  }

  private static boolean isLibrary(Project project, Call call) {
    return project.qualified(call.callee()).isPresent();
  }
}
