package dev.lockstep.pet;

import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.StateDict;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pet's checkpointer, as far as the solver goes: it puts a saved state into a new optimizer and its
 * scheduler, or leaves them as they are if there is none.
 *
 * <p>Load both after the scheduler was made. The guide loads the optimizer's first; the scheduler's
 * constructor then sets the rates of its first iteration, and the first step after a restart uses
 * those.
 *
 * @param optimizer the saved state of an optimizer
 * @param scheduler the saved state of a scheduler
 */
public record Checkpointer(
    Optional<StateDict> optimizer, Optional<Map<String, @Nullable Object>> scheduler) {
  /** Nothing was saved. */
  public static Checkpointer empty() {
    return new Checkpointer(Optional.empty(), Optional.empty());
  }

  /** Copies of the states as they are. */
  public static Checkpointer of(Optimizer optimizer, Scheduler scheduler) {
    return new Checkpointer(Optional.of(optimizer.stateDict()), Optional.of(scheduler.stateDict()));
  }

  /**
   * The same optimizer with the saved state.
   *
   * @throws dev.lockstep.core.OptionException if the state is not of such an optimizer
   */
  public <T extends Optimizer> T loadOptimizer(T newOptimizer) {
    optimizer.ifPresent(newOptimizer::loadStateDict);
    return newOptimizer;
  }

  /**
   * The same scheduler with the saved state.
   *
   * @throws dev.lockstep.core.OptionException if the state is not of such a scheduler
   */
  public <T extends Scheduler> T loadScheduler(T newScheduler) {
    scheduler.ifPresent(newScheduler::loadStateDict);
    return newScheduler;
  }
}
