package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import java.util.Optional;

/**
 * The construction of an optimizer.
 *
 * @param api its full name, {@code torch.optim.SGD}; one of the possible names if it is chosen
 * @param bound the call with its arguments by option
 * @param chosen how its class is chosen; empty if the call names it
 */
public record OptimizerSite(String api, BoundCall bound, Optional<ChosenClass> chosen) {
  /** The call. */
  public Call call() {
    return bound.call();
  }

  /** What is optimized: parameters or groups. */
  public Optional<Argument> params() {
    return Optional.ofNullable(bound.given().get("params"));
  }

  /** The place. */
  public Node node() {
    return bound.call().node();
  }
}
