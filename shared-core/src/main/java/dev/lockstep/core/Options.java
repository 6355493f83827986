package dev.lockstep.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of options: a small typed dictionary that keeps the order in which keys came. A value
 * that is held in tensors ({@link Live}) is read anew each time; a copy shares them.
 *
 * <p>Threads: no locking.
 */
public final class Options {
  private final Map<OptionKey<?>, Object> values = new LinkedHashMap<>();
  private int changes;

  /** An empty dictionary. */
  public Options() {}

  /** A copy. */
  public Options(Options other) {
    values.putAll(other.values);
  }

  /**
   * The value of an option.
   *
   * @throws IllegalArgumentException if it is not set
   */
  public <T> T get(OptionKey<T> key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("option " + key.name() + " is not set; set are " + keys());
    }
    return key.type().cast(value instanceof Live<?> live ? live.now() : value);
  }

  /** The tensors in which an option is held; null if it is a plain value, or not set. */
  public @Nullable Live<?> live(OptionKey<?> key) {
    return values.get(key) instanceof Live<?> live ? live : null;
  }

  /** Whether an option is held in tensors, so that it may change without being set. */
  public boolean isLive() {
    return values.values().stream().anyMatch(Live.class::isInstance);
  }

  /** Whether an option is set. */
  public boolean has(OptionKey<?> key) {
    return values.containsKey(key);
  }

  /** Sets an option. */
  public <T> void set(OptionKey<T> key, T value) {
    if (value == null) { // schedules set rates in steps: no words before they are needed
      throw new OptionException(key.name() + " must be given, got null");
    }
    values.put(key, key.type().cast(value));
    changes++;
  }

  /** Sets an option. */
  public void set(Setting<?> setting) {
    Object value = OptionChecks.given(setting, "the option to set").value();
    values.put(setting.key(), value instanceof Live<?> ? value : setting.key().type().cast(value));
    changes++;
  }

  /** Takes over exactly the options of another dictionary. */
  public void become(Options other) {
    Map<OptionKey<?>, Object> taken = new LinkedHashMap<>(other.values);
    values.clear();
    values.putAll(taken);
    changes++;
  }

  /** How often an option was set: as long as it stays, none has changed. */
  public int changes() {
    return changes;
  }

  /** The keys that are set, in the order in which they came. */
  public Set<OptionKey<?>> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (OptionKey<?> key : keys()) {
      text.append(text.isEmpty() ? "" : ", ").append(key.name()).append('=').append(get(key));
    }
    return text.toString();
  }
}
