package dev.lockstep.core;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Option values as plain data: the numbers, texts, booleans, lists and maps that definitions and
 * checkpoints hold.
 *
 * <p>Numbers, booleans, texts, enums and arrays are read directly. Any other type declares how it
 * is read by its shape alone: a record from a list, one element a component, or from a map by
 * component names; any type by its public static methods that take one argument and return the type
 * ({@code LearningRate.of(double)} reads a number, {@code list(double...)} a list). So a new option
 * type needs nothing here.
 */
final class PlainValues {
  private PlainValues() {}

  static <T> T read(OptionKey<T> key, @Nullable Object plain) {
    Object value = convert(key.type(), plain);
    if (value == null) {
      throw new OptionException(
          "option %s must be %s, got %s".formatted(key.name(), expected(key.type()), shown(plain)));
    }
    return key.type().cast(value);
  }

  /** Null if the plain value holds no tensor that this option could have. */
  static @Nullable Live<?> live(OptionKey<?> key, @Nullable Object plain) {
    if (key.type() == Double.class && plain instanceof Tensor tensor) {
      return new LiveNumber(key.name(), tensor);
    }
    if (key.type() != Betas.class) {
      return null;
    }
    if (plain instanceof LiveBetas.Pair pair) {
      return new LiveBetas(pair.beta1(), pair.beta2());
    }
    return plain instanceof List<?> list
            && list.size() == 2
            && list.stream().anyMatch(Tensor.class::isInstance)
        ? new LiveBetas(list.get(0), list.get(1))
        : null;
  }

  /** Null if the plain value is none of that type. */
  private static @Nullable Object convert(Class<?> type, @Nullable Object plain) {
    Object direct = direct(type, plain);
    return direct != null || plain == null ? direct : made(type, plain);
  }

  private static @Nullable Object direct(Class<?> type, @Nullable Object plain) {
    if (type.isInstance(plain)) {
      return plain;
    }
    if (type == OptionalDouble.class) {
      return optional(plain);
    }
    if (plain instanceof Number number) {
      return number(type, number);
    }
    if (plain instanceof Boolean && type == boolean.class) {
      return plain;
    }
    if (plain instanceof List<?> list && type.isArray()) {
      return array(type.getComponentType(), list);
    }
    return plain instanceof String name && type.isEnum() ? constant(type, name) : null;
  }

  private static @Nullable OptionalDouble optional(@Nullable Object plain) {
    if (plain == null) {
      return OptionalDouble.empty();
    }
    return plain instanceof Number number ? OptionalDouble.of(number.doubleValue()) : null;
  }

  private static @Nullable Object number(Class<?> type, Number number) {
    if (type == Double.class || type == double.class) {
      return number.doubleValue();
    }
    if (type == Integer.class || type == int.class) {
      return number.doubleValue() == number.intValue() ? number.intValue() : null;
    }
    boolean whole = type == Long.class || type == long.class;
    return whole && number.doubleValue() == number.longValue() ? number.longValue() : null;
  }

  private static @Nullable Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      boolean named = ((Enum<?>) constant).name().equalsIgnoreCase(name);
      if (named || constant.toString().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    return null;
  }

  private static @Nullable Object array(Class<?> component, List<?> list) {
    Object array = Array.newInstance(component, list.size());
    for (int i = 0; i < list.size(); i++) {
      Object element = convert(component, list.get(i));
      if (element == null) {
        return null;
      }
      Array.set(array, i, element);
    }
    return array;
  }

  private static @Nullable Object made(Class<?> type, Object plain) {
    for (Method factory : factories(type)) {
      Object argument = direct(factory.getParameterTypes()[0], plain);
      if (argument != null) {
        return call(factory, argument);
      }
    }
    if (!type.isRecord()) {
      return null;
    }
    RecordComponent[] components = type.getRecordComponents();
    Object wrapper = components.length == 1 ? record(type, List.of(plain)) : null;
    if (wrapper != null) {
      return wrapper;
    }
    if (plain instanceof List<?> list && list.size() == components.length) {
      return record(type, list);
    }
    return plain instanceof Map<?, ?> map ? record(type, values(components, map)) : null;
  }

  private static List<@Nullable Object> values(RecordComponent[] components, Map<?, ?> map) {
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(map.get(component.getName()));
    }
    return values;
  }

  private static @Nullable Object record(Class<?> type, List<? extends @Nullable Object> list) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = convert(types[i], list.get(i));
      if (values[i] == null || !fits(components[i], values[i])) {
        return null;
      }
    }
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw refusal(type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is not a public record", e);
    }
  }

  /** Whether the elements of a list are what the component says; nothing else checks them. */
  private static boolean fits(RecordComponent component, Object value) {
    return !(value instanceof List<?> list)
        || !(component.getGenericType() instanceof ParameterizedType type)
        || !(type.getActualTypeArguments()[0] instanceof Class<?> element)
        || list.stream().allMatch(element::isInstance);
  }

  private static List<Method> factories(Class<?> type) {
    List<Method> factories = new ArrayList<>();
    if (type.isEnum() || type.getName().startsWith("java.")) {
      return factories; // Double.valueOf(String) and the like are not made to read options
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
      throw refusal(factory.getDeclaringClass(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(factory + " cannot be called", e);
    }
  }

  private static RuntimeException refusal(Class<?> type, InvocationTargetException e) {
    return e.getCause() instanceof RuntimeException refusal
        ? refusal
        : new IllegalStateException(type + " failed", e.getCause());
  }

  private static String shown(@Nullable Object plain) {
    String text = plain instanceof String ? "\"" + plain + "\"" : String.valueOf(plain);
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static String expected(Class<?> type) {
    Set<String> forms = new TreeSet<>();
    factories(type).forEach(factory -> forms.add(words(factory.getParameterTypes()[0])));
    if (!forms.isEmpty()) {
      return String.join(" or ", forms);
    }
    if (type.isRecord()) {
      return Arrays.stream(type.getRecordComponents())
          .map(RecordComponent::getName)
          .toList()
          .toString();
    }
    return words(type);
  }

  private static String words(Class<?> type) {
    if (type.isArray()) {
      Class<?> component = type.getComponentType();
      boolean whole = component == int.class;
      return whole
          ? "a list of whole numbers"
          : component.isPrimitive()
              ? "a list of numbers"
              : "a list of " + component.getSimpleName();
    }
    return switch (type.getSimpleName()) {
      case "Double", "double" -> "a number";
      case "Integer", "int" -> "a whole number";
      case "Boolean", "boolean" -> "true or false";
      case "List" -> "a list";
      default ->
          type.getSimpleName().endsWith("Function") ? "a function" : "a " + type.getSimpleName();
    };
  }
}
