package dev.lockstep.checkpoint.state;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.StoredTensor;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.core.Tensor;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Java's plain objects as values of a checkpoint, and back. */
public final class PlainValue {
  private PlainValue() {}

  /**
   * The value of an object: a number, text, truth value, {@link Tensor}, null, a list or dictionary
   * of those, or a record, which is the tuple of its components. A dictionary from numbers to
   * numbers is a counter.
   *
   * @throws CheckpointException not-expressible
   */
  public static Value of(@Nullable Object plain) {
    if (plain == null) {
      return new Value.None();
    }
    if (plain instanceof Value value) {
      return value;
    }
    if (plain instanceof Number number) {
      return number(number);
    }
    if (plain instanceof Boolean flag) {
      return new Value.Flag(flag);
    }
    if (plain instanceof String text) {
      return new Value.Text(text);
    }
    if (plain instanceof Tensor tensor) {
      return Value.Array.of(StoredTensor.of(tensor));
    }
    if (plain instanceof List<?> list) {
      return sequence(Value.Order.LIST, list);
    }
    if (plain instanceof Map<?, ?> map) {
      return dict(map);
    }
    if (plain instanceof OptionalDouble optional) {
      return optional.isPresent() ? new Value.Real(optional.getAsDouble()) : new Value.None();
    }
    if (plain instanceof Record tuple) {
      return sequence(Value.Order.TUPLE, components(tuple));
    }
    throw new CheckpointException(
        Rule.NOT_EXPRESSIBLE, "a checkpoint cannot hold " + plain.getClass().getSimpleName());
  }

  private static Value number(Number number) {
    if (number instanceof BigInteger whole) {
      return new Value.Whole(whole);
    }
    return number instanceof Double || number instanceof Float
        ? new Value.Real(number.doubleValue())
        : Value.Whole.of(number.longValue());
  }

  private static Value sequence(Value.Order order, List<?> items) {
    List<Value> values = new ArrayList<>();
    items.forEach(item -> values.add(of(item)));
    return new Value.Sequence(order, values);
  }

  private static Value dict(Map<?, ?> map) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    map.forEach((key, item) -> entries.put(of(key), of(item)));
    boolean counts =
        !map.isEmpty()
            && map.keySet().stream().allMatch(Integer.class::isInstance)
            && map.values().stream().allMatch(Integer.class::isInstance);
    return new Value.Dict(counts ? Value.Mapping.COUNTER : Value.Mapping.DICT, entries, Map.of());
  }

  private static List<Object> components(Record tuple) {
    List<Object> components = new ArrayList<>();
    try {
      for (RecordComponent component : tuple.getClass().getRecordComponents()) {
        components.add(component.getAccessor().invoke(tuple));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return components;
  }

  /** The object that a value stands for; a tuple is a list, a name is its text. */
  public static @Nullable Object plain(Value value) {
    if (value instanceof Value.Dict dict) {
      Map<Object, @Nullable Object> map = new LinkedHashMap<>();
      dict.entries().forEach((key, item) -> map.put(key(key), plain(item)));
      return map;
    }
    if (value instanceof Value.Sequence sequence) {
      List<@Nullable Object> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(plain(item)));
      return items;
    }
    if (value instanceof Value.Array array) {
      return tensor(array.tensor());
    }
    return value instanceof Value.None ? null : key(value);
  }

  private static Object key(Value value) {
    if (value instanceof Value.Whole whole) {
      boolean small = whole.value().bitLength() < Integer.SIZE;
      return small ? (Object) whole.value().intValue() : whole.value();
    }
    if (value instanceof Value.Real real) {
      return real.value();
    }
    if (value instanceof Value.Flag flag) {
      return flag.value();
    }
    return value instanceof Value.Text text ? text.value() : ((Value.Name) value).value();
  }

  /** A tensor to compute with; a whole number is its number. */
  private static Object tensor(StoredTensor stored) {
    return switch (stored.type()) {
      case F32, F64 -> stored.toTensor();
      case I32, I64 -> (int) stored.first();
      default ->
          throw new CheckpointException(
              Rule.ELEMENT_TYPE, "a state has tensors of F32, F64, I32 and I64, not " + stored);
    };
  }
}
