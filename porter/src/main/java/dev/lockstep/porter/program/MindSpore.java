package dev.lockstep.porter.program;

import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** MindSpore. */
public final class MindSpore implements Framework {
  /** The module that everything starts with. */
  public static final String ROOT = "mindspore";

  /** Methods of a Cell that hand it on. */
  private static final Set<String> HANDING_ON =
      Set.of("set_train", "set_grad", "to_float", "recompute", "add_flags", "add_flags_recursive");

  /** Optimizers that wrap another one, or take a network, instead of parameters. */
  private static final Set<String> WITHOUT_PARAMS =
      Set.of("mindspore.nn.LARS", "mindspore.nn.thor");

  private static final Set<String> OPTIMIZERS =
      Signatures.loadAll().stream()
          .filter(release -> release.framework().equals(ROOT))
          .flatMap(release -> release.all().stream())
          .filter(s -> s.option("params").isPresent() || WITHOUT_PARAMS.contains(s.api()))
          .map(RecordedSignature::api)
          .collect(Collectors.toUnmodifiableSet());

  /** Modules in which a name may be found too, in the order in which they are looked at. */
  private static final List<Place> PLACES =
      List.of(
          Place.of(
              "nn\\.(optim(\\.\\w+)?|learning_rate_schedule|dynamic_lr|wrap(\\.\\w+)?)\\.(?=\\w+$)",
              "nn."),
          Place.of("nn\\.(layer|loss|metrics|cell)(\\.\\w+)?\\.(?=\\w+$)", "nn."),
          Place.of(
              "nn\\.(?=(Accuracy|Loss|MAE|MSE|Metric|Top(1|5|K)CategoricalAccuracy|rearrange_inputs)$)",
              "train."),
          Place.of("context\\.(?=([gs]|res)et_\\w+$|ParallelMode\\b|(GRAPH|PYNATIVE)_MODE$)", ""),
          Place.of("communication\\.(management|comm)\\.(?=\\w+$)", "communication."),
          Place.of("dataset\\.engine\\.(?=config\\.)", "dataset."),
          Place.of("dataset\\.vision\\.(c_transforms|transforms|utils)\\.", "dataset.vision."),
          Place.of(
              "dataset\\.transforms\\.(c_transforms|py_transforms|transforms)\\.(?=\\w+$)",
              "dataset.transforms."),
          Place.of(
              "dataset\\.vision\\.py_transforms\\.(?=(HWC2CHW|ToTensor|Random(Horizontal|Vertical)Flip|CenterCrop|RandomCrop)$)",
              "dataset.vision."),
          Place.of("dataset\\.engine\\.(\\w+\\.)?(?=[A-Z]\\w*$)", "dataset."),
          Place.of("(common\\.)?dtype\\.", ""),
          Place.of("common\\.(tensor\\.|parameter\\.)?(?=[A-Z]\\w*$)", ""),
          Place.of(
              "ops\\.(functional|function|composite|operations)(\\.\\w+)?\\.(?=\\w+$)", "ops."),
          Place.of("(train\\.(\\w+\\.)?)?(?=(Fixed|Dynamic)LossScaleManager$)", "amp."),
          Place.of("train\\.(serialization\\.)?(?=(load|save)_\\w+$)", ""),
          Place.of("train\\.([a-z_]\\w*\\.)+(?=_?[A-Z])", "train."),
          Place.of("train\\.(?=(Model$|ParallelMode\\b))", ""),
          Place.of("common\\.(seed\\.)?(?=set_seed$)", ""),
          Place.of(
              "(?=(Callback|LossMonitor|TimeMonitor|ModelCheckpoint|CheckpointConfig"
                  + "|LearningRateScheduler|RunContext)$)",
              "train."));

  /**
   * Where a name may be found too, and where it belongs.
   *
   * @param module the beginning of the name, as a pattern
   * @param canonical what stands for it
   */
  private record Place(Pattern module, String canonical) {
    static Place of(String module, String canonical) {
      return new Place(Pattern.compile("^mindspore\\." + module), "mindspore." + canonical);
    }
  }

  /** Where each name that was asked for belongs. */
  private static final Map<String, String> CANONICAL = new ConcurrentHashMap<>();

  private static final Predicate<String> SCHEDULER =
      Pattern.compile(
              "mindspore\\.nn\\.([A-Z]\\w*LR|\\w+_lr)"
                  + "|mindspore\\.experimental\\.optim\\.lr_scheduler\\.[A-Z]\\w*")
          .asMatchPredicate();

  MindSpore() {}

  @Override
  public String root() {
    return ROOT;
  }

  @Override
  public String canonical(String qualified) {
    return qualified.startsWith(ROOT + ".")
        ? CANONICAL.computeIfAbsent(qualified, MindSpore::place)
        : qualified;
  }

  private static String place(String qualified) {
    String name = qualified;
    for (Place place : PLACES) {
      name = place.module().matcher(name).replaceFirst(place.canonical());
    }
    return name;
  }

  @Override
  public boolean isOptimizer(String qualified) {
    return qualified.startsWith(ROOT) && OPTIMIZERS.contains(canonical(qualified));
  }

  @Override
  public boolean isScheduler(String qualified) {
    return qualified.startsWith(ROOT) && SCHEDULER.test(canonical(qualified));
  }

  /** Whether a full name is that of the base class of schedules that compute their rate. */
  static boolean isScheduleBase(String qualified) {
    return qualified.startsWith(ROOT + ".") && qualified.endsWith(".LearningRateSchedule");
  }

  @Override
  public boolean isModelBase(String qualified) {
    String name = canonical(qualified);
    return name.startsWith(ROOT)
        && name.matches("mindspore\\.(nn|mint\\.nn)\\.[A-Z]\\w*")
        && !isScheduleBase(name)
        && !name.endsWith(".Optimizer")
        && !isOptimizer(name)
        && !isScheduler(name);
  }

  @Override
  public Optional<Node> passage(Project project, Call call) {
    return HANDING_ON.contains(call.name()) ? call.receiver() : Optional.empty();
  }

  @Override
  public List<Facing> facings(PythonFile file, TrainingProgram program) {
    return MindSporeFacings.of(file, program);
  }
}
