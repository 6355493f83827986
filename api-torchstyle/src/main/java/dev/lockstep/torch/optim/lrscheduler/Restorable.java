package dev.lockstep.torch.optim.lrscheduler;

import java.util.Map;

/**
 * A function that remembers something: what torch's schedulers save of a callable object, and not
 * of a function or lambda.
 */
public interface Restorable {
  /** A copy of what it remembers. */
  Map<String, Object> stateDict();

  /** Takes back what {@link #stateDict} gave. */
  void loadStateDict(Map<String, Object> state);
}
