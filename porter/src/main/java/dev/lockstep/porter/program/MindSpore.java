package dev.lockstep.porter.program;

import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  MindSpore() {}

  @Override
  public String root() {
    return ROOT;
  }

  @Override
  public String canonical(String qualified) {
    return qualified
        .replaceFirst(
            "^mindspore\\.nn\\.(optim(\\.\\w+)?|learning_rate_schedule|dynamic_lr|wrap(\\.\\w+)?)"
                + "\\.(?=\\w+$)",
            "mindspore.nn.")
        .replaceFirst(
            "^mindspore\\.nn\\.(layer|loss|metrics|cell)(\\.\\w+)?\\.(?=\\w+$)", "mindspore.nn.")
        .replaceFirst("^mindspore\\.(common\\.)?dtype\\.", "mindspore.")
        .replaceFirst("^mindspore\\.common\\.(tensor\\.|parameter\\.)?(?=[A-Z]\\w*$)", "mindspore.")
        .replaceFirst(
            "^mindspore\\.ops\\.(functional|function|composite|operations)(\\.\\w+)?\\.(?=\\w+$)",
            "mindspore.ops.")
        .replaceFirst(
            "^mindspore\\.(train\\.(\\w+\\.)?)?(?=(Fixed|Dynamic)LossScaleManager$)",
            "mindspore.amp.")
        .replaceFirst("^mindspore\\.train\\.(serialization\\.)?(?=(load|save)_\\w+$)", "mindspore.")
        .replaceFirst("^mindspore\\.train\\.([a-z_]\\w*\\.)+(?=[A-Z])", "mindspore.train.")
        .replaceFirst("^mindspore\\.train\\.Model$", "mindspore.Model")
        .replaceFirst(
            "^mindspore\\.(?=(Callback|LossMonitor|TimeMonitor|ModelCheckpoint|CheckpointConfig"
                + "|LearningRateScheduler)$)",
            "mindspore.train.");
  }

  @Override
  public boolean isOptimizer(String qualified) {
    return qualified.startsWith(ROOT) && OPTIMIZERS.contains(canonical(qualified));
  }

  @Override
  public boolean isScheduler(String qualified) {
    return qualified.startsWith(ROOT)
        && canonical(qualified)
            .matches(
                "mindspore\\.nn\\.([A-Z]\\w*LR|\\w+_lr)"
                    + "|mindspore\\.experimental\\.optim\\.lr_scheduler\\.[A-Z]\\w*");
  }

  @Override
  public boolean isModelBase(String qualified) {
    String name = canonical(qualified);
    return name.startsWith(ROOT)
        && name.matches("mindspore\\.(nn|mint\\.nn)\\.[A-Z]\\w*")
        && !name.endsWith(".LearningRateSchedule")
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
