package dev.lockstep.torch.optim.lrscheduler;

import dev.lockstep.core.OptionException;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state dict on its way into a scheduler. Numbers may be of any type, as a checkpoint reader
 * gives them; what is missing keeps its value.
 */
public final class SavedState {
  private final String owner;
  private final Map<String, ? extends @Nullable Object> values;

  SavedState(String owner, Map<String, ? extends @Nullable Object> values) {
    this.owner = owner;
    this.values = values;
  }

  /** A number. */
  public double real(String key, double otherwise) {
    Object value = values.get(key);
    return value == null ? otherwise : number(key, value).doubleValue();
  }

  /** A whole number. */
  public int whole(String key, int otherwise) {
    Object value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    double number = number(key, value).doubleValue();
    if (number != (int) number) {
      throw wrong(key, "a whole number", value);
    }
    return (int) number;
  }

  /** True or false. */
  public boolean truth(String key, boolean otherwise) {
    Object value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw wrong(key, "true or false", value);
  }

  /** A word. */
  public String text(String key, String otherwise) {
    Object value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(key, "a text", value);
  }

  /** A list of numbers. */
  public double[] reals(String key, double[] otherwise) {
    Object value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    return list(key).stream().mapToDouble(element -> number(key, element).doubleValue()).toArray();
  }

  /** A list of numbers and tensors of one element. */
  List<Object> rates(String key) {
    List<Object> rates = new ArrayList<>();
    for (Object element : list(key)) {
      rates.add(
          element instanceof Tensor tensor && tensor.size() == 1 ? tensor : number(key, element));
    }
    return rates;
  }

  /** A list of whole numbers. */
  public List<Integer> wholes(String key, List<Integer> otherwise) {
    return values.get(key) == null
        ? otherwise
        : list(key).stream().map(element -> number(key, element).intValue()).toList();
  }

  /** A list of anything; empty if it is missing. */
  public List<? extends @Nullable Object> list(String key) {
    Object value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(key, "a list", value);
  }

  /** A dictionary; empty if it is missing. */
  public Map<?, ?> map(String key) {
    Object value = values.get(key);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong(key, "a dictionary", value);
  }

  /** Whether there is a value. */
  public boolean has(String key) {
    return values.get(key) != null;
  }

  /** The list element, which must be the state of a part. */
  SavedState part(String key, int index) {
    List<? extends @Nullable Object> parts = list(key);
    if (index < parts.size() && parts.get(index) instanceof Map<?, ?> part) {
      @SuppressWarnings("unchecked") // keys of state dicts are strings
      Map<String, @Nullable Object> state = (Map<String, @Nullable Object>) part;
      return new SavedState(owner + " " + key + "[" + index + "]", state);
    }
    throw new OptionException(
        "%s: the state has %s dictionaries under \"%s\", number %s is missing"
            .formatted(owner, parts.size(), key, index));
  }

  private Number number(String key, @Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw wrong(key, "a number", value);
  }

  private OptionException wrong(String key, String expected, @Nullable Object value) {
    return new OptionException(
        "%s: \"%s\" of the state must be %s, got %s".formatted(owner, key, expected, value));
  }
}
