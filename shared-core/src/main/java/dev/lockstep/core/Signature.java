package dev.lockstep.core;

import dev.lockstep.core.schedule.Milestones;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public name of an API with its options, in order, and their defaults: what a facade class
 * declares once and everything else (construction, definitions, reports) reads.
 */
public final class Signature {
  private final String api;
  private final Map<String, OptionKey<?>> keys = new LinkedHashMap<>();
  private final Options defaults = new Options();
  private final Set<OptionKey<?>> strict = new HashSet<>();
  private final Set<OptionKey<?>> listOnly = new HashSet<>();
  private final Set<OptionKey<?>> tensors = new HashSet<>();

  private Signature(String api) {
    this.api = api;
  }

  /** A signature without options yet; the name is the framework's, {@code torch.optim.SGD}. */
  public static Signature of(String api) {
    return new Signature(api);
  }

  /** Adds an option with a default. Used while a constant is built; returns this. */
  public <T> Signature option(OptionKey<T> key, T defaultValue) {
    keys.put(key.name(), key);
    defaults.set(key, defaultValue);
    return this;
  }

  /** Adds an option that must be given, or that is absent unless it is given; returns this. */
  public Signature option(OptionKey<?> key) {
    keys.put(key.name(), key);
    return this;
  }

  /** Adds an option that every group has but that the constructor does not take; returns this. */
  public <T> Signature fixed(OptionKey<T> key, T value) {
    defaults.set(key, value);
    return this;
  }

  /**
   * Of these options, or of all so far, the framework checks the type too: where a floating number
   * is due it refuses a whole one, and the other way round. Returns this.
   */
  public Signature strict(OptionKey<?>... options) {
    strict.addAll(options.length == 0 ? keys.values() : List.of(options));
    return this;
  }

  /** Of these options the framework refuses a tuple, it wants a list. Returns this. */
  public Signature listOnly(OptionKey<?>... options) {
    listOnly.addAll(List.of(options));
    return this;
  }

  /** These options may be held in tensors ({@link Live}), the others may not. Returns this. */
  public Signature tensors(OptionKey<?>... options) {
    tensors.addAll(List.of(options));
    return this;
  }

  /** Whether an option may be held in tensors. */
  public boolean takesTensor(OptionKey<?> key) {
    return tensors.contains(key);
  }

  /**
   * Refuses plain data that could be read but whose type the framework refuses; see {@link
   * #strict}.
   *
   * @param plain a number, a list of numbers, {@code {"tuple": [...]}}; of anything else it says
   *     nothing
   * @throws OptionException if the type is refused
   */
  public void checkType(OptionKey<?> key, @Nullable Object plain) {
    checkType(key, key.name(), plain);
  }

  private void checkType(OptionKey<?> key, String name, @Nullable Object plain) {
    boolean tuple = plain instanceof Map<?, ?> map && map.get("tuple") instanceof List<?>;
    if (tuple && listOnly.contains(key)) {
      throw new OptionException("%s: %s must be a list, got a tuple".formatted(api, name));
    }
    if (plain instanceof Number number && strict.contains(key)) {
      checkNumber(key, name, number);
    } else if (plain instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        checkType(key, name + "[" + i + "]", list.get(i));
      }
    } else if (plain instanceof Map<?, ?> map && tuple) {
      checkType(key, name, map.get("tuple"));
    }
  }

  private void checkNumber(OptionKey<?> key, String name, Number number) {
    if (key.type() == Boolean.class) {
      throw new OptionException(
          "%s: %s must be true or false, got %s".formatted(api, name, number));
    }
    boolean whole = !(number instanceof Double || number instanceof Float);
    boolean wholeIsDue = key.type() == Integer.class || key.type() == Milestones.class;
    if (whole != wholeIsDue) {
      throw new OptionException(
          "%s: %s must be %s, got %s; write %s"
              .formatted(
                  api,
                  name,
                  wholeIsDue ? "an int" : "a float",
                  number,
                  wholeIsDue ? number.longValue() : number + ".0"));
    }
  }

  /** The framework's full name, for instance {@code torch.optim.SGD}. */
  public String api() {
    return api;
  }

  /** The last part of the name, for instance {@code SGD}. */
  public String simpleName() {
    return api.substring(api.lastIndexOf('.') + 1);
  }

  /** The options in the order of the constructor. */
  public List<OptionKey<?>> keys() {
    return List.copyOf(keys.values());
  }

  /** The defaults; options that have none are not set. */
  public Options defaults() {
    return new Options(defaults);
  }

  /**
   * The option of that name.
   *
   * @throws OptionException if there is none; the message names the nearest
   */
  public OptionKey<?> key(String name) {
    OptionKey<?> key = keys.get(name);
    if (key == null) {
      throw unknown(name);
    }
    return key;
  }

  /** The option of that name, if there is one. */
  public Optional<OptionKey<?>> find(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  /**
   * The defaults overlaid with the settings among {@code options}; other kinds of option are left
   * to the caller.
   *
   * @throws OptionException if a setting is not one of this API's
   */
  public Options bind(Option... options) {
    Options bound = defaults();
    for (Setting<?> setting : settings(OptionChecks.allGiven(options, api + ": options"))) {
      bound.set(setting);
    }
    return bound;
  }

  /**
   * As {@link #bind}, of an API whose every option must be given or has a default.
   *
   * @throws OptionException if one is missing, or a setting is not one of this API's
   */
  public Options bindAll(Option... options) {
    Options bound = bind(options);
    requireAll(bound);
    return bound;
  }

  /**
   * Every option is there.
   *
   * @throws OptionException if one is missing
   */
  public void requireAll(Options bound) {
    for (OptionKey<?> key : keys.values()) {
      if (!bound.has(key)) {
        throw new OptionException("%s: %s must be given".formatted(simpleName(), key.name()));
      }
    }
  }

  /**
   * The settings among {@code options}, each checked to be one of this API's.
   *
   * @throws OptionException if one is not, or is a tensor and may not be
   */
  public List<Setting<?>> settings(List<Option> options) {
    List<Setting<?>> settings = new ArrayList<>();
    for (Option option : options) {
      if (option instanceof Setting<?> setting) {
        if (keys.get(setting.key().name()) != setting.key()) {
          throw unknown(setting.key().name());
        }
        if (setting.value() instanceof Live<?> && !takesTensor(setting.key())) {
          throw new OptionException(
              "%s: %s must be a number, got a tensor".formatted(api, setting.key().name()));
        }
        settings.add(setting);
      }
    }
    return settings;
  }

  private OptionException unknown(String name) {
    String nearest = Nearest.to(name, keys.keySet());
    return new OptionException(
        "%s has no option \"%s\"; its options are %s.%s"
            .formatted(api, name, String.join(", ", keys.keySet()), didYouMean(nearest)));
  }

  private static String didYouMean(@Nullable String nearest) {
    return nearest == null ? "" : " Did you mean \"" + nearest + "\"?";
  }
}
