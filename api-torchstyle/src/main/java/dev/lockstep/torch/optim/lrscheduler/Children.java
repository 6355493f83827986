package dev.lockstep.torch.optim.lrscheduler;

import dev.lockstep.core.Options;
import dev.lockstep.torch.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schedulers inside a composition. */
final class Children {
  private final List<Scheduler> list;

  /** The children that were given, each checked to belong to the optimizer. */
  Children(Scheduler owner, Optimizer optimizer, Options args) {
    list = args.get(SchedulerOptions.SCHEDULERS).list();
    owner.require(!list.isEmpty(), "expects at least one scheduler, but got no scheduler");
    for (int i = 0; i < list.size(); i++) {
      Scheduler child = list.get(i);
      owner.require(
          !(child instanceof ReduceLROnPlateau),
          "does not support `ReduceLROnPlateau` scheduler as its step needs the metric, but got one"
              + " at index %s in the given schedulers sequence",
          i);
      owner.require(
          child.optimizer() == optimizer,
          "expects all schedulers to belong to the same optimizer, but got scheduler %s at index %s"
              + " of another one",
          child.name(),
          i);
    }
  }

  List<Scheduler> list() {
    return list;
  }

  void undo() {
    list.forEach(Scheduler::undo);
  }

  List<Map<String, @Nullable Object>> save() {
    List<Map<String, @Nullable Object>> states = new ArrayList<>();
    list.forEach(child -> states.add(child.stateDict()));
    return states;
  }

  void load(SavedState state) {
    for (int i = 0; i < list.size() && state.has("_schedulers"); i++) {
      list.get(i).load(state.part("_schedulers", i));
    }
  }
}
