package dev.lockstep.porter.rule;

import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Set;

/**
 * A Cell computes as in an evaluation until it is told to train; a module of torch the other way
 * round.
 */
public final class EvaluationMode implements Rule {
  private static final Text STARTS_EVALUATING =
      new Text(
          "nothing tells this Cell to train; a torch module would start in training mode",
          "没有任何代码让该 Cell 进入训练模式；torch 的模块默认为训练模式");

  /** Layers that compute otherwise in training. */
  private static final String DEPENDENT =
      "mindspore\\.(nn\\.(\\w+\\.)*\\w*(Dropout|BatchNorm)\\w*|ops\\.(\\w+\\.)*[dD]ropout\\w*)";

  @Override
  public void apply(FilePort port) {
    if (!isSwitched(port) && port.program().modeDependence().on(DEPENDENT)) {
      new BuiltModels(port, DEPENDENT)
          .without(Set.of()).stream()
              .filter(call -> !port.edits().covers(call))
              .forEach(call -> start(port, call));
    }
  }

  /** Whether something in the project tells Cells to train: set_train, or a Model. */
  private static boolean isSwitched(FilePort port) {
    return port.program().project().files().stream()
        .flatMap(f -> Call.in(f.root()))
        .anyMatch(c -> c.name().equals("set_train") || c.name().equals("Model"));
  }

  private void start(FilePort port, Node call) {
    port.edits().replace(call, r -> r.text(call) + ".eval()");
    port.changed(this, call, call, Construct.MODEL, Verdict.EXACT, STARTS_EVALUATING);
  }
}
