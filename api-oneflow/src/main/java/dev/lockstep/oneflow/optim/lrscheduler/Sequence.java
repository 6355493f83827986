package dev.lockstep.oneflow.optim.lrscheduler;

import dev.lockstep.core.schedule.Milestones;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schedulers of a sequence, and which is on when. */
final class Sequence {
  private final LRScheduler owner;
  private final List<LRScheduler> schedulers;
  private final Milestones milestones;
  private final IntervalRescaling rescaling;

  Sequence(
      LRScheduler owner,
      List<LRScheduler> schedulers,
      Milestones milestones,
      IntervalRescaling rescaling) {
    this.owner = owner;
    this.schedulers = schedulers;
    this.milestones = milestones;
    this.rescaling = rescaling;
    int changes = milestones.values().size();
    owner.require(!schedulers.isEmpty(), "expects at least one scheduler");
    for (int i = 0; i < schedulers.size(); i++) {
      owner.require(
          schedulers.get(i).optimizer() == owner.optimizer(),
          "expects all schedulers to belong to the same optimizer, but got schedulers at index %s to"
              + " be different than the optimizer passed in",
          i);
    }
    owner.require(
        changes == schedulers.size() - 1,
        "expects number of schedulers provided to be one more than the number of milestone points,"
            + " but got number of schedulers %s and the number of milestones to be equal to %s",
        schedulers.size(),
        changes);
    owner.require(
        rescaling.fits(changes),
        "'interval_rescaling' expects a bool or a list of bool with length be equal to the number of"
            + " milestones, but got number of milestones %s and the length of list of"
            + " interval_rescaling %s",
        changes,
        rescaling.values().size());
  }

  /** The scheduler of a step. */
  LRScheduler at(int step) {
    return schedulers.get(milestones.countUpTo(step));
  }

  /** The step that it sees. */
  int inner(int step) {
    int index = milestones.countUpTo(step);
    boolean rescaled = index > 0 && rescaling.at(index - 1);
    return rescaled ? step - milestones.values().get(index - 1) : step;
  }

  /** The scheduler of a step learns which one it is. */
  void remember(int step) {
    at(step).remember(inner(step));
  }

  void save(Map<String, @Nullable Object> state) {
    state.put("schedulers", schedulers.stream().map(Scheduler::stateDict).toList());
  }

  void load(Map<String, ? extends @Nullable Object> state) {
    Children.load(owner, schedulers, state);
  }
}
