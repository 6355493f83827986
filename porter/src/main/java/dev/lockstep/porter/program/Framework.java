package dev.lockstep.porter.program;

import dev.lockstep.mapping.Signatures;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the porter knows of the framework that a script is written for, beside its signatures. */
public interface Framework {
  /**
   * The framework of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Framework of(String name) {
    return switch (name) {
      case Torch.ROOT -> new Torch();
      case MindSpore.ROOT -> new MindSpore();
      case OneFlow.ROOT -> new OneFlow();
      case MegEngine.ROOT -> new MegEngine();
      default -> throw new IllegalArgumentException("no scripts of " + name + " can be read");
    };
  }

  /** The modules that the frameworks with torch's or MindSpore's names of things start with. */
  Set<String> ROOTS =
      Set.of(
          Torch.ROOT,
          MindSpore.ROOT,
          "oneflow",
          "megengine",
          "paddle",
          "jittor",
          "mindtorch",
          "msadapter");

  /** The module that everything starts with. */
  String root();

  /** Whether a file is written for another framework and not for this one. */
  default boolean isForeign(PythonFile file) {
    Set<String> imported = file.imports();
    return !imported.contains(root()) && imported.stream().anyMatch(ROOTS::contains);
  }

  /** The full name under which an API is recorded: without the file it lives in. */
  String canonical(String qualified);

  /** Whether a full name is that of an optimizer class, known or not. */
  boolean isOptimizer(String qualified);

  /** Whether a full name is that of a scheduler or schedule, known or not. */
  boolean isScheduler(String qualified);

  /** Whether a full name is that of a base class of models. */
  boolean isModelBase(String qualified);

  /** What goes through a call unchanged: the model of {@code model.to(device)} or of a wrapper. */
  Optional<Node> passage(Project project, Call call);

  /** What goes through a call unchanged, one input a result. */
  default List<Node> passages(Project project, Call call) {
    return passage(project, call).stream().toList();
  }

  /** The places of a file that face the optimizer, in any order. */
  List<Facing> facings(PythonFile file, TrainingProgram program);

  /** The recorded signatures of a release; empty for the newest recorded. */
  default Signatures signatures(String version) {
    return Signatures.of(root(), version);
  }
}
