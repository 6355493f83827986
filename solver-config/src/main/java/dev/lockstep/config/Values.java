package dev.lockstep.config;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Signature;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of a definition into what a facade's option wants, by the type of its key.
 *
 * <p>Numbers, booleans, text, enums, arrays and lists are read directly. Any other type declares
 * how it is read simply by its shape:
 *
 * <ul>
 *   <li>a record is read from a list, one element a component ({@code Betas} from {@code [0.9,
 *       0.999]}), or from a map by component names;
 *   <li>any type is read by its public static methods that take one argument and return the type:
 *       {@code LearningRate.of(double)} reads a number, {@code of(double[])} a list, {@code
 *       of(LearningRateSchedule)} a schedule.
 * </ul>
 *
 * So a new option type needs nothing here.
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
   * @throws DefinitionException with the option's name in front
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

  private <T> Option setting(OptionKey<T> key, @Nullable Object value) {
    try {
      return key.is(key.type().cast(convert(key.type(), value)));
    } catch (DefinitionException e) {
      throw e.at(key.name());
    }
  }

  private static boolean canBeAbsent(Class<?> type) {
    return type == Optional.class || type == OptionalDouble.class;
  }

  /**
   * The value as that type.
   *
   * @throws DefinitionException if it cannot be read as one
   */
  Object convert(Class<?> type, @Nullable Object value) {
    Object direct = direct(type, value);
    if (direct != null) {
      return direct;
    }
    Object made = value == null ? null : made(type, value);
    if (made == null) {
      throw new DefinitionException(
          "cannot read %s as %s".formatted(text(value), type.getSimpleName()));
    }
    return made;
  }

  private static @Nullable Object direct(Class<?> type, @Nullable Object value) {
    if (type == OptionalDouble.class) {
      return value instanceof Number n ? OptionalDouble.of(n.doubleValue()) : absent(value);
    }
    if (value instanceof Number number) {
      return number(type, number);
    }
    if (value instanceof Boolean && type == boolean.class) {
      return value;
    }
    if (value instanceof String name && type.isEnum()) {
      return constant(type, name);
    }
    boolean plain = value instanceof Boolean || value instanceof String;
    return plain && type.isInstance(value) ? value : null;
  }

  private static @Nullable Object absent(@Nullable Object value) {
    return value == null ? OptionalDouble.empty() : null;
  }

  private static @Nullable Object number(Class<?> type, Number number) {
    if (type == Double.class || type == double.class) {
      return number.doubleValue();
    }
    if (number.doubleValue() != number.longValue()) {
      return null;
    }
    if (type == Integer.class || type == int.class) {
      return number.intValue() == number.longValue() ? number.intValue() : null;
    }
    return type == Long.class || type == long.class ? number.longValue() : null;
  }

  private static @Nullable Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equalsIgnoreCase(name)
          || ((Enum<?>) constant).name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    return null;
  }

  private @Nullable Object made(Class<?> type, Object value) {
    if (value instanceof Map<?, ?> map && map.get("schedule") instanceof String schedule) {
      return fromCell(type, cell(schedule, map.get("args")));
    }
    if (value instanceof Map<?, ?> map && map.get("list") instanceof List<?> list) {
      return made(type, list);
    }
    if (value instanceof List<?> list) {
      return fromList(type, list);
    }
    if (value instanceof Map<?, ?> map && type.isRecord()) {
      return fromMap(type, map);
    }
    return fromFactory(type, value);
  }

  /** The schedule cell that {@code {"schedule": name, "args": {...}}} stands for. */
  Object cell(String name, @Nullable Object args) {
    Api api = Api.get(framework, name);
    try {
      List<Option> options = settings(api.signature(), arguments(args));
      return api.make(new Object[0], options.toArray(Option[]::new));
    } catch (DefinitionException e) {
      throw e.at(name);
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
    throw new DefinitionException("args must be an object, got " + text(args));
  }

  private static @Nullable Object fromCell(Class<?> type, Object cell) {
    if (type.isInstance(cell)) {
      return cell;
    }
    for (Method factory : factories(type)) {
      if (factory.getParameterTypes()[0].isInstance(cell)) {
        return call(factory, cell);
      }
    }
    return null;
  }

  private @Nullable Object fromList(Class<?> type, List<?> list) {
    if (type.isArray()) {
      return array(type.getComponentType(), list);
    }
    if (type == List.class) {
      return list;
    }
    for (Method factory : factories(type)) {
      Class<?> parameter = factory.getParameterTypes()[0];
      if (parameter.isArray() || parameter == List.class) {
        return call(factory, convert(parameter, list));
      }
    }
    if (isListRecord(type)) {
      return record(type, List.of(list));
    }
    boolean fits = type.isRecord() && type.getRecordComponents().length == list.size();
    return fits ? record(type, list) : null;
  }

  /** A record that is nothing but a list. */
  private static boolean isListRecord(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getType() == List.class;
  }

  private Object array(Class<?> component, List<?> list) {
    Object array = Array.newInstance(component, list.size());
    for (int i = 0; i < list.size(); i++) {
      Array.set(array, i, convertAt("[" + i + "]", component, list.get(i)));
    }
    return array;
  }

  private Object fromMap(Class<?> type, Map<?, ?> map) {
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      values.add(map.get(component.getName()));
    }
    return record(type, values);
  }

  private Object record(Class<?> type, List<? extends @Nullable Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = convertAt(components[i].getName(), types[i], values.get(i));
    }
    try {
      Constructor<?> constructor = type.getConstructor(types);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw refusal(type.getSimpleName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private @Nullable Object fromFactory(Class<?> type, Object value) {
    for (Method factory : factories(type)) {
      Object argument = direct(factory.getParameterTypes()[0], value);
      if (argument != null) {
        return call(factory, argument);
      }
    }
    return null;
  }

  private Object convertAt(String path, Class<?> type, @Nullable Object value) {
    try {
      return convert(type, value);
    } catch (DefinitionException e) {
      throw e.at(path);
    }
  }

  private static List<Method> factories(Class<?> type) {
    List<Method> factories = new ArrayList<>();
    if (type.getName().startsWith("java.")) {
      return factories; // only our own types are made to be read; Double.valueOf(String) is not
    }
    for (Method method : type.getMethods()) {
      boolean isFactory =
          Modifier.isStatic(method.getModifiers())
              && method.getParameterCount() == 1
              && type.isAssignableFrom(method.getReturnType());
      if (isFactory) {
        factories.add(method);
      }
    }
    return factories;
  }

  private static Object call(Method factory, Object argument) {
    try {
      return factory.invoke(null, argument);
    } catch (InvocationTargetException e) {
      throw refusal(factory.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(factory + " cannot be called", e);
    }
  }

  private static RuntimeException refusal(String what, InvocationTargetException e) {
    return e.getCause() instanceof RuntimeException refusal
        ? refusal
        : new IllegalStateException(what + " failed", e.getCause());
  }

  private static String text(@Nullable Object value) {
    String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
