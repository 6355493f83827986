package dev.lockstep.mapping;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the options of one constructor call.
 *
 * <p>Facts of the training run stand among them under names that start with {@code run.}: {@code
 * run.base_lr} (the rate that a schedule starts from), {@code run.total_steps}, {@code
 * run.steps_per_epoch} (optimizer steps between two steps of the scheduler, 1 if it is stepped
 * every batch), {@code run.epochs} (steps of the scheduler).
 *
 * @param known values by name, null for {@code None}
 * @param symbolic options whose value is only known when the script runs
 */
public record Settings(Map<String, @Nullable Object> known, Set<String> symbolic) {
  /** Copies both. */
  public Settings {
    known = Collections.unmodifiableMap(new HashMap<>(known));
    symbolic = Set.copyOf(symbolic);
  }

  /** All values known. */
  public static Settings of(Map<String, @Nullable Object> known) {
    return new Settings(known, Set.of());
  }

  /** These, and the defaults of all options that are neither known nor symbolic. */
  public Settings over(Map<String, @Nullable Object> defaults) {
    Map<String, @Nullable Object> all = new HashMap<>(defaults);
    all.putAll(known);
    all.keySet().removeAll(symbolic);
    return new Settings(all, symbolic);
  }

  /** Whether all conditions hold. */
  public Truth test(Map<String, Condition> conditions) {
    Truth all = Truth.YES;
    for (Map.Entry<String, Condition> entry : conditions.entrySet()) {
      all = all.and(entry.getValue().test(this, entry.getKey()));
    }
    return all;
  }
}
