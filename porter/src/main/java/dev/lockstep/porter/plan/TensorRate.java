package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.program.TrainingProgram;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Optional;

/** A rate that torch is given as a tensor: {@code lr=torch.tensor(0.1)}. */
public final class TensorRate {
  private static final String TENSOR =
      "(torch|mindspore)\\.(tensor|as_tensor|Tensor|FloatTensor|DoubleTensor)";

  private TensorRate() {}

  /** The number in the tensor, where it is written for an optimizer. */
  public static Optional<Node> number(OptimizerSite site, TrainingProgram program) {
    return site.bound()
        .value("lr")
        .flatMap(Call::of)
        .filter(c -> isTensor(c, program))
        .flatMap(c -> c.positional(0))
        .map(Argument::value)
        .filter(n -> !n.is("list", "tuple"));
  }

  /** Whether the rate of an optimizer is a tensor that is made elsewhere. */
  static boolean isUnread(OptimizerSite site, TrainingProgram program) {
    boolean tensor =
        site.bound().value("lr").stream()
            .flatMap(n -> program.flow().origins(n).stream())
            .flatMap(o -> Call.of(o).stream())
            .anyMatch(c -> isTensor(c, program));
    return tensor && number(site, program).isEmpty();
  }

  private static boolean isTensor(Call call, TrainingProgram program) {
    return program.qualified(call.callee()).filter(n -> n.matches(TENSOR)).isPresent();
  }
}
