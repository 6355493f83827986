package dev.lockstep.config;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.nn.DynamicLr;
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
  private final @Nullable Object optimizer;

  /** Values of definitions of one framework: schedules are looked up there. */
  Values(String framework) {
    this(framework, null);
  }

  /** Values in which schedulers may stand; they are made on that optimizer. */
  Values(String framework, @Nullable Object optimizer) {
    this.framework = framework;
    this.facade = Facade.of(framework);
    this.optimizer = optimizer;
  }

  /**
   * The options of a constructor as settings; those whose value is null (Python's {@code None}) are
   * left out, unless the option's type can hold an absent value.
   *
   * @throws OptionException if there is no such option, or the value is none of its type; null is
   *     none if the option has a default
   */
  List<Option> settings(Signature signature, Map<String, @Nullable Object> options) {
    options.forEach((name, value) -> check(signature, signature.key(name), value));
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

  private static void check(Signature signature, OptionKey<?> key, @Nullable Object value) {
    signature.checkType(key, value);
    if (value == null && !canBeAbsent(key.type()) && signature.defaults().has(key)) {
      throw new OptionException(
          "%s: %s must not be None; leave it out for its default, %s"
              .formatted(signature.api(), key.name(), signature.defaults().get(key)));
    }
  }

  private static boolean canBeAbsent(Class<?> type) {
    return type == Optional.class || type == OptionalDouble.class;
  }

  private <T> Option setting(OptionKey<T> key, @Nullable Object value) {
    try {
      return key.setting(resolved(value));
    } catch (DefinitionException e) {
      throw e.at(key.name());
    }
  }

  /** The value with what stands for an object replaced by it. */
  private @Nullable Object resolved(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      List<@Nullable Object> resolved = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        resolved.add(element(i, list.get(i)));
      }
      return resolved;
    }
    return value;
  }

  private @Nullable Object element(int index, @Nullable Object element) {
    try {
      return resolved(element);
    } catch (DefinitionException e) {
      throw e.at("[" + index + "]");
    }
  }

  private Object object(Map<?, ?> map) {
    if (map.get("schedule") instanceof String schedule) {
      return cell(schedule, map.get("args"));
    }
    if (map.get("list") instanceof List<?> list) {
      return list;
    }
    if (map.get("tuple") instanceof List<?> tuple) {
      return tuple;
    }
    if (map.get("api") instanceof String api) {
      return scheduler(api, map.get("args"));
    }
    if (TensorValue.is(map) && framework.equals("torch")) {
      return TensorValue.tensor(map);
    }
    return EpochFunction.is(map) ? EpochFunction.of(map) : map;
  }

  /** The scheduler that {@code {"api": name, "args": {...}}} stands for, on the optimizer. */
  Object scheduler(String name, @Nullable Object args) {
    if (optimizer == null) {
      throw new DefinitionException("a scheduler needs an optimizer, got " + name);
    }
    return make(Api.scheduler(framework, name), new Object[] {optimizer}, args);
  }

  /**
   * The Cell that {@code {"schedule": name, "args": {...}}} stands for, or the list of rates if the
   * name is that of a function that writes one.
   */
  Object cell(String name, @Nullable Object args) {
    Optional<Signature> function = DynamicLr.find(Api.fullName(framework, name));
    if (function.isEmpty()) {
      return make(Api.get(framework, name), new Object[0], args);
    }
    List<Option> options = settings(function.get(), arguments(args));
    return DynamicLr.list(function.get(), options.toArray(Option[]::new));
  }

  /**
   * What a class or function of that full name makes of its arguments alone.
   *
   * @throws UnknownApiException if there is no such class
   */
  Object call(String fullName, Map<String, @Nullable Object> args) {
    Api api = Api.find(fullName).orElseThrow(() -> UnknownApiException.of(fullName));
    return make(api, new Object[0], args);
  }

  private Object make(Api api, Object[] first, @Nullable Object args) {
    try {
      List<Option> options = settings(api.signature(), arguments(args));
      return api.make(first, options.toArray(Option[]::new));
    } catch (OptionException e) {
      throw named(api.signature(), e);
    }
  }

  /** The error under the name of its class, once. */
  private static DefinitionException named(Signature signature, OptionException e) {
    String name = signature.simpleName();
    String message = String.valueOf(e.getMessage());
    boolean hasName = message.startsWith(name + ":") || message.startsWith(signature.api() + ":");
    return hasName && !(e instanceof DefinitionException)
        ? new DefinitionException(message)
        : DefinitionException.at(name, e);
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
