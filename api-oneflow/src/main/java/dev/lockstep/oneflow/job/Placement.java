package dev.lockstep.oneflow.job;

import dev.lockstep.core.OptionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * {@code flow.scope.placement(device, machine and ids)}: a scope, to be opened with try. It is kept
 * for reports: everything is computed on this machine.
 *
 * <p>Threads: each has its own scopes.
 */
public final class Placement implements AutoCloseable {
  private static final ThreadLocal<Deque<Placement>> OPEN =
      ThreadLocal.withInitial(ArrayDeque::new);

  private final String device;
  private final String ids;

  private Placement(String device, String ids) {
    this.device = device;
    this.ids = ids;
  }

  /** Opens a scope, {@code Placement.scope("gpu", "0:0")}. */
  public static Placement scope(String device, String ids) {
    if (!ids.matches("\\d+:\\d+(-\\d+)?")) {
      throw new OptionException("a placement must be machine:ids such as 0:0 or 0:0-3, got " + ids);
    }
    Placement placement = new Placement(device, ids);
    OPEN.get().push(placement);
    return placement;
  }

  /** The innermost scope that is open. */
  public static Optional<Placement> current() {
    return Optional.ofNullable(OPEN.get().peek());
  }

  @Override
  public void close() {
    OPEN.get().remove(this);
  }

  @Override
  public String toString() {
    return device + " " + ids;
  }
}
