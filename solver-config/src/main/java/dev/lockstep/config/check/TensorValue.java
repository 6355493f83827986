package dev.lockstep.config.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that a script passes as a tensor, {@code {"tensor": 0.1}} or {@code {"tensor": [...]}}.
 */
final class TensorValue {
  private TensorValue() {}

  /** Whether it is one. */
  static boolean is(@Nullable Object value) {
    return value instanceof Map<?, ?> map && map.size() == 1 && map.containsKey("tensor");
  }

  /** The number of dimensions, 0 of what is no tensor. */
  static int rank(@Nullable Object value) {
    int rank = 0;
    for (Object at = content(value); at instanceof List<?> list; rank++) {
      at = list.isEmpty() ? null : list.get(0);
    }
    return rank;
  }

  /** Whether there is exactly one element. */
  static boolean isSingle(@Nullable Object value) {
    Object content = content(value);
    return content instanceof Number
        || (content instanceof List<?> list && list.size() == 1 && list.get(0) instanceof Number);
  }

  /** The number of a tensor of one element, the list of another; anything else as it is. */
  static @Nullable Object plain(@Nullable Object value) {
    if (!is(value)) {
      return value;
    }
    Object content = content(value);
    return isSingle(value) && content instanceof List<?> list ? list.get(0) : content;
  }

  private static @Nullable Object content(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map.get("tensor") : null;
  }
}
