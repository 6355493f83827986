package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a recorded constructor or function.
 *
 * @param name the framework's own name
 * @param kind what it takes
 * @param keywordOnly whether it cannot be given by position
 * @param required whether it has no default
 * @param defaultValue the default, null if required or {@code None}; a default that is no plain
 *     value is a map {@code {python: source text}}
 */
public record RecordedOption(
    String name, Kind kind, boolean keywordOnly, boolean required, @Nullable Object defaultValue) {

  private static final Set<String> RATES = Set.of("lr", "learning_rate", "lr_scheduler");

  /** What an option takes. */
  public enum Kind {
    /** A float; MindSpore refuses an int where it says so. */
    FLOAT,
    /** A float or an int. */
    NUMBER,
    /** An int. */
    INT,
    /** A bool. */
    BOOL,
    /** A string. */
    STRING,
    /** A tuple of numbers. */
    TUPLE,
    /** A list. */
    LIST,
    /** A function. */
    CALLABLE,
    /** Parameters or groups. */
    PARAMS,
    /** An optimizer. */
    OPTIMIZER,
    /** Anything else. */
    OTHER
  }

  /** As the recording has it: no default means required. */
  @JsonCreator
  static RecordedOption read(
      @JsonProperty(value = "name", required = true) String name,
      @JsonProperty(value = "kind", required = true) Kind kind,
      @JsonProperty("keyword_only") boolean keywordOnly,
      @JsonProperty("required") boolean required,
      @JsonProperty("default") @Nullable Object defaultValue) {
    return new RecordedOption(name, kind, keywordOnly, required, defaultValue);
  }

  /**
   * The value as this option wants it: a whole number becomes a float where only floats are taken.
   */
  public @Nullable Object coerce(@Nullable Object value) {
    if (kind == Kind.FLOAT && (value instanceof Integer || value instanceof Long)) {
      return ((Number) value).doubleValue();
    }
    return value;
  }

  /** Whether it is an optimizer's rate. */
  public boolean isRate() {
    return isRate(name);
  }

  /** Whether a framework calls the rate of an optimizer so. */
  public static boolean isRate(String name) {
    return RATES.contains(name);
  }

  /** The same option as a number under another name. */
  RecordedOption named(String other) {
    return new RecordedOption(
        other, kind == Kind.OTHER ? Kind.NUMBER : kind, keywordOnly, required, defaultValue);
  }

  /** The same option; a decay that is None unless it is given is 0. */
  RecordedOption withDecay() {
    boolean none = name.equals("weight_decay") && !required && defaultValue == null;
    return none ? new RecordedOption(name, kind, keywordOnly, false, 0.0) : this;
  }

  /** Whether the value is this option's default. */
  public boolean isDefault(@Nullable Object value) {
    return !required && same(value, defaultValue);
  }

  /** Whether two values mean the same: numbers by value, lists element by element. */
  public static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return x.doubleValue() == y.doubleValue();
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      boolean same = x.size() == y.size();
      for (int i = 0; same && i < x.size(); i++) {
        same = same(x.get(i), y.get(i));
      }
      return same;
    }
    return a == null ? b == null : a.equals(b);
  }
}
