package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the layers that a project for torch names say of the parameters of its models.
 *
 * @param areStateless whether every layer keeps nothing but trainable parameters
 * @param mayRename whether some layer calls its parameters otherwise in MindSpore, or may
 * @param mayFreeze whether some code says of parameters whether they are trained
 */
public record ProjectLayers(boolean areStateless, boolean mayRename, boolean mayFreeze) {
  /** Layers that keep no parameter that torch would call a buffer. */
  private static final String STATELESS =
      "torch\\.nn\\.(Module|Linear|ReLU6?|Sigmoid|Tanh|LeakyReLU|ELU|GELU|SiLU|Softmax|LogSoftmax"
          + "|Dropout|Identity|Flatten|Sequential|ModuleList|Parameter|Embedding|LayerNorm|Conv\\dd"
          + "|MaxPool\\dd|AvgPool\\dd|\\w*Loss|functional(\\.\\w+)?)";

  /** Reads a project. */
  static ProjectLayers of(TrainingProgram program) {
    Set<String> named =
        all(program, "attribute")
            .filter(n -> !n.field().equals("object"))
            .flatMap(n -> program.qualified(n).stream())
            .collect(Collectors.toSet());
    boolean unseen = hasUnseenParts(program);
    return new ProjectLayers(
        !unseen && named.stream().noneMatch(ProjectLayers::mayKeepState),
        unseen || named.stream().anyMatch(ProjectLayers::isRenamed),
        all(program, "attribute").anyMatch(a -> Freezing.asked(a).isPresent()));
  }

  private static Stream<Node> all(TrainingProgram program, String kind) {
    return program.project().files().stream()
        .map(PythonFile::root)
        .flatMap(root -> root.descendants(kind));
  }

  private static boolean mayKeepState(String name) {
    return name.startsWith("torchvision")
        || (name.matches("torch\\.nn\\.[A-Z]\\w*") && !name.matches(STATELESS));
  }

  private static boolean isRenamed(String name) {
    return name.matches("torch\\.nn\\.\\w*(Norm\\w*|Embedding)")
        || name.startsWith("torchvision.models")
        || name.startsWith(Torch.ROOT + ".hub");
  }

  /** Whether a model has a part that a library makes. */
  private static boolean hasUnseenParts(TrainingProgram program) {
    return all(program, "assignment")
        .filter(a -> a.get("left").is("attribute") && Flow.isSelf(a.get("left").get("object")))
        .filter(a -> Flow.enclosingClass(a).filter(program::isModule).isPresent())
        .flatMap(a -> a.find("right").stream())
        .flatMap(Call::in)
        .filter(call -> program.flow().callee(call).isEmpty())
        .flatMap(call -> program.qualified(call.callee()).stream())
        .anyMatch(name -> !name.startsWith(Torch.ROOT + ".") && name.contains("."));
  }
}
