package dev.lockstep.config;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns options of a definition into a facade's settings. The option's type says how a value is
 * read ({@link OptionKey#read}); what is added here are schedules: {@code {"schedule": name,
 * "args": {...}}} becomes the Cell of that name, {@code {"list": [...]}} the list.
 */
final class Values {
  private final String framework;
  private final Facade facade;

  /** Values of definitions of one framework: schedules are looked up there. */
  Values(String framework) {
    this.framework = framework;
    this.facade = Facade.of(framework);
  }

  /**
   * The options of a constructor as settings; those whose value is null (Python's {@code None}) are
   * left out, unless the option's type can hold an absent value.
   *
   * @throws OptionException if there is no such option, or the value is none of its type
   */
  List<Option> settings(Signature signature, Map<String, @Nullable Object> options) {
    return settings(options, signature::key);
  }

  /** The options of a group as settings; see {@link #settings(Signature, Map)}. */
  List<Option> groupSettings(Signature signature, Map<String, @Nullable Object> options) {
    return settings(options, name -> facade.groupKey(signature, name));
  }

  private List<Option> settings(
      Map<String, @Nullable Object> options, Function<String, OptionKey<?>> keys) {
    List<Option> settings = new ArrayList<>();
    options.forEach(
        (name, value) -> {
          OptionKey<?> key = keys.apply(name);
          if (value != null || canBeAbsent(key.type())) {
            settings.add(setting(key, value));
          }
        });
    return settings;
  }

  private static boolean canBeAbsent(Class<?> type) {
    return type == Optional.class || type == OptionalDouble.class;
  }

  private <T> Option setting(OptionKey<T> key, @Nullable Object value) {
    try {
      return key.is(key.read(resolved(value)));
    } catch (DefinitionException e) {
      throw e.at(key.name());
    }
  }

  private @Nullable Object resolved(@Nullable Object value) {
    if (value instanceof Map<?, ?> map && map.get("schedule") instanceof String schedule) {
      return cell(schedule, map.get("args"));
    }
    return value instanceof Map<?, ?> map && map.get("list") instanceof List<?> list ? list : value;
  }

  /** The schedule cell that {@code {"schedule": name, "args": {...}}} stands for. */
  Object cell(String name, @Nullable Object args) {
    Api api = Api.get(framework, name);
    try {
      List<Option> options = settings(api.signature(), arguments(args));
      return api.make(new Object[0], options.toArray(Option[]::new));
    } catch (OptionException e) {
      throw DefinitionException.at(name, e);
    }
  }

  private static Map<String, @Nullable Object> arguments(@Nullable Object args) {
    if (args == null) {
      return Map.of();
    }
    if (args instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // keys of JSON objects are strings
      Map<String, @Nullable Object> named = (Map<String, @Nullable Object>) map;
      return named;
    }
    throw new DefinitionException("args must be an object, got " + args);
  }
}
