package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Optional;

/**
 * The construction of a scheduler.
 *
 * @param api its full name, {@code torch.optim.lr_scheduler.StepLR}
 * @param bound the call with its arguments by option
 */
public record SchedulerSite(String api, BoundCall bound) {
  /** The call. */
  public Call call() {
    return bound.call();
  }

  /** The optimizer whose rate it changes. */
  public Optional<Node> optimizer() {
    return Optional.ofNullable(bound.given().get("optimizer")).map(Argument::value);
  }

  /** The place. */
  public Node node() {
    return bound.call().node();
  }
}
