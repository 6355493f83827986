package dev.lockstep.torch.optim.lrscheduler;

import dev.lockstep.core.schedule.EpochFunctions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The functions of the epoch of a scheduler's groups, with what they remember. */
final class Factors {
  private final Scheduler owner;
  private final List<IntToDoubleFunction> functions;

  Factors(Scheduler owner, EpochFunctions given) {
    int groups = owner.groups().size();
    owner.require(
        given.fits(groups),
        "Expected %s lr_lambdas, but got %s; give one function for all groups, or one a group",
        groups,
        given.functions().size());
    this.owner = owner;
    functions = given.spread(groups);
  }

  double of(int group, int epoch) {
    if (group >= functions.size()) {
      throw new IllegalStateException(
          "%s: group %s has no lr_lambda, the scheduler was made for %s groups; %s"
              .formatted(owner.name(), group, functions.size(), Scheduler.LATE_GROUP));
    }
    return functions.get(group).applyAsDouble(epoch);
  }

  /** One dictionary a function; null for those that remember nothing. */
  List<@Nullable Object> save() {
    List<@Nullable Object> saved = new ArrayList<>();
    for (IntToDoubleFunction function : functions) {
      saved.add(function instanceof Restorable restorable ? restorable.stateDict() : null);
    }
    return saved;
  }

  void load(SavedState state) {
    List<? extends @Nullable Object> saved = state.list("lr_lambdas");
    for (int i = 0; i < saved.size() && i < functions.size(); i++) {
      if (saved.get(i) instanceof Map<?, ?> map
          && functions.get(i) instanceof Restorable restorable) {
        restorable.loadStateDict(named(map));
      }
    }
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((key, value) -> named.put(String.valueOf(key), value));
    return named;
  }
}
