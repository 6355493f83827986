package dev.lockstep.oneflow.optim.lrscheduler;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states of the schedulers inside a composition. */
final class Children {
  private Children() {}

  /** Loads each scheduler with its state, if the states are there. */
  static void load(
      LRScheduler owner,
      List<LRScheduler> schedulers,
      Map<String, ? extends @Nullable Object> state) {
    if (!(state.get("schedulers") instanceof List<?> saved)) {
      return;
    }
    owner.require(
        saved.size() == schedulers.size(),
        "\"schedulers\" of the state must be %s dictionaries, got %s",
        schedulers.size(),
        saved.size());
    for (int i = 0; i < saved.size(); i++) {
      if (saved.get(i) instanceof Map<?, ?> map) {
        @SuppressWarnings("unchecked") // keys of state dicts are strings
        Map<String, @Nullable Object> own = (Map<String, @Nullable Object>) map;
        schedulers.get(i).loadStateDict(own);
      }
    }
  }
}
