package dev.lockstep.core;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Option values as plain data: the numbers, texts, booleans and lists that definitions and
 * checkpoints hold.
 */
final class PlainValues {
  private PlainValues() {}

  static <T> T read(OptionKey<T> key, Object plain) {
    Object value = convert(key.type(), plain);
    if (value == null) {
      throw new OptionException(
          "option %s must be %s, got %s".formatted(key.name(), expected(key.type()), plain));
    }
    return key.type().cast(value);
  }

  /** Null if the plain value is none of that type. */
  private static @Nullable Object convert(Class<?> type, @Nullable Object plain) {
    if (type == OptionalDouble.class && !(plain instanceof OptionalDouble)) {
      return plain == null
          ? OptionalDouble.empty()
          : plain instanceof Number number ? OptionalDouble.of(number.doubleValue()) : null;
    }
    if (plain instanceof Number number && (type == Double.class || type == double.class)) {
      return number.doubleValue();
    }
    if (plain instanceof Number number && type == Integer.class) {
      return number.doubleValue() == number.intValue() ? number.intValue() : null;
    }
    if (plain instanceof List<?> list && type.isRecord()) {
      return record(type, list);
    }
    return type.isInstance(plain) ? plain : null;
  }

  private static @Nullable Object record(Class<?> type, List<?> list) {
    RecordComponent[] components = type.getRecordComponents();
    if (list.size() != components.length) {
      return null;
    }
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = convert(types[i], list.get(i));
      if (values[i] == null) {
        return null;
      }
    }
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is not a public record", e);
    }
  }

  private static String expected(Class<?> type) {
    if (type.isRecord()) {
      return Arrays.stream(type.getRecordComponents())
          .map(RecordComponent::getName)
          .toList()
          .toString();
    }
    return switch (type.getSimpleName()) {
      case "Double" -> "a number";
      case "Integer" -> "a whole number";
      case "Boolean" -> "true or false";
      default -> "a " + type.getSimpleName();
    };
  }
}
