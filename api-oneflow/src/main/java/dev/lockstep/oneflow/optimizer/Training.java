package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.Parameter;
import java.util.HashMap;
import java.util.Map;

/** What an optimizer of a job remembers between runs. */
final class Training {
  final Map<Parameter, VariableUpdate> updates = new HashMap<>();
  double scale;
  int good;
  long count;

  /** Begins with that loss scale. */
  Training(double scale) {
    this.scale = scale;
  }

  /** Changes a dynamic loss scale after a run. */
  void observe(LossScale policy, boolean finite) {
    if (!policy.isDynamic()) {
      return;
    }
    good = finite ? good + 1 : 0;
    if (!finite) {
      scale = Math.max(scale / policy.multiplier(), 1);
    } else if (good == policy.incrementPeriod()) {
      good = 0;
      scale = Math.min(scale * policy.multiplier(), Float.MAX_VALUE);
    }
  }
}
