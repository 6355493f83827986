package dev.lockstep.pet;

import java.util.List;

/**
 * A training loop with hooks, which are called in their order.
 *
 * <p>Threads: one caller at a time.
 */
public final class Training {
  private final List<Hook> hooks;
  private final Storage storage = new Storage();

  /** A loop with these hooks: what Pet's {@code build_train_hooks} gives. */
  public Training(Hook... hooks) {
    this.hooks = List.of(hooks);
  }

  /** What the hooks noted. */
  public Storage storage() {
    return storage;
  }

  /**
   * Runs the steps {@code startIter} to {@code maxIter - 1}.
   *
   * @param step one iteration: forward, backward, optimizer
   */
  public void run(int startIter, int maxIter, Runnable step) {
    storage.setIteration(startIter);
    hooks.forEach(hook -> hook.beforeTrain(storage));
    try {
      for (int i = startIter; i < maxIter; i++) {
        storage.setIteration(i);
        hooks.forEach(hook -> hook.beforeStep(storage));
        step.run();
        hooks.forEach(hook -> hook.afterStep(storage));
      }
    } finally {
      hooks.forEach(hook -> hook.afterTrain(storage));
    }
  }
}
