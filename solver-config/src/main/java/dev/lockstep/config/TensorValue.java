package dev.lockstep.config;

import dev.lockstep.core.DType;
import dev.lockstep.core.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value that a script passes as a tensor, {@code {"tensor": 0.1}} or {@code {"tensor": [...]}},
 * of float32 unless {@code "dtype": "float64"} stands beside it.
 */
public final class TensorValue {
  private static final Set<String> KEYS = Set.of("tensor", "dtype");
  private static final Set<String> TYPES = Set.of("float32", "float64");

  private TensorValue() {}

  /** Whether it is one. */
  public static boolean is(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        && map.containsKey("tensor")
        && KEYS.containsAll(map.keySet());
  }

  /** The number of dimensions, 0 of what is no tensor. */
  public static int rank(@Nullable Object value) {
    int rank = 0;
    for (Object at = content(value); at instanceof List<?> list; rank++) {
      at = list.isEmpty() ? null : list.get(0);
    }
    return rank;
  }

  /** Whether there is exactly one element. */
  public static boolean isSingle(@Nullable Object value) {
    return single(content(value)) != null;
  }

  /** The number of a tensor of one element, the list of another; anything else as it is. */
  public static @Nullable Object plain(@Nullable Object value) {
    if (!is(value)) {
      return value;
    }
    Object content = content(value);
    Number single = single(content);
    return single == null ? content : single;
  }

  /** As {@link #plain}, the elements of a list too. */
  public static @Nullable Object number(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(TensorValue::plain).toList()
        : plain(value);
  }

  /** Whether the type is one that facades compute in; of what is no tensor it is. */
  public static boolean isReal(@Nullable Object value) {
    return !is(value)
        || !(value instanceof Map<?, ?> map)
        || map.get("dtype") == null
        || TYPES.contains(map.get("dtype"));
  }

  /**
   * The tensor of one element.
   *
   * @throws DefinitionException if there is another number of elements, or the type is another
   */
  public static Tensor tensor(Map<?, ?> value) {
    Number single = single(content(value));
    if (single == null) {
      throw new DefinitionException("a tensor of one element is due, got " + value);
    }
    int[] shape = new int[rank(value)];
    Arrays.fill(shape, 1);
    Tensor tensor = Tensor.zeros(type(value), shape);
    tensor.set(0, single.doubleValue());
    return tensor;
  }

  private static DType type(Map<?, ?> value) {
    if (!isReal(value)) {
      throw new DefinitionException(
          "the dtype of a tensor must be float32 or float64, got " + value.get("dtype"));
    }
    return "float64".equals(value.get("dtype")) ? DType.F64 : DType.F32;
  }

  private static @Nullable Number single(@Nullable Object content) {
    Object at = content;
    while (at instanceof List<?> list && list.size() == 1) {
      at = list.get(0);
    }
    return at instanceof Number number ? number : null;
  }

  private static @Nullable Object content(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map.get("tensor") : null;
  }
}
