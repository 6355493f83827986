package dev.lockstep.checkpoint;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** A value of a checkpoint, as Python distinguishes them. */
public sealed interface Value {
  /** The kinds of dictionary that a checkpoint has. */
  enum Mapping {
    /** {@code dict}. */
    DICT,
    /** {@code collections.OrderedDict}. */
    ORDERED,
    /** {@code collections.Counter}; MultiStepLR keeps its milestones in one. */
    COUNTER
  }

  /** The kinds of sequence that a checkpoint has. */
  enum Order {
    /** {@code list}. */
    LIST,
    /** {@code tuple}. */
    TUPLE,
    /** {@code set}. */
    SET,
    /** {@code torch.Size}. */
    SIZE
  }

  /**
   * A dictionary.
   *
   * @param entries keys are {@link Text}, {@link Whole} or {@link Flag}, in the file's order
   * @param attributes what Python keeps beside the entries ({@code _metadata} of a module's state)
   */
  record Dict(Mapping kind, Map<Value, Value> entries, Map<Value, Value> attributes)
      implements Value {
    /** The value under a text. */
    public Value get(String key) {
      Value value = entries.get(new Text(key));
      if (value == null) {
        throw new CheckpointException(Rule.TORCH_LAYOUT, "no entry '" + key + "'");
      }
      return value;
    }

    /** True if there is a value under the text. */
    public boolean has(String key) {
      return entries.containsKey(new Text(key));
    }
  }

  /** Values one after the other. */
  record Sequence(Order kind, List<Value> items) implements Value {}

  /** {@code str}. */
  record Text(String value) implements Value {}

  /** {@code int}. */
  record Whole(BigInteger value) implements Value {
    /** A whole number. */
    public static Whole of(long value) {
      return new Whole(BigInteger.valueOf(value));
    }
  }

  /** {@code float}; compared by its bits. */
  record Real(double value) implements Value {}

  /** {@code bool}. */
  record Flag(boolean value) implements Value {}

  /** {@code None}. */
  record None() implements Value {}

  /** A constant of torch by its name: {@code torch.float32}, or {@code torch.device('cpu')}. */
  record Name(String value) implements Value {}

  /**
   * A tensor.
   *
   * @param parameter true for {@code torch.nn.Parameter}
   */
  record Array(StoredTensor tensor, boolean requiresGrad, boolean parameter) implements Value {
    /** A plain tensor without gradient. */
    public static Array of(StoredTensor tensor) {
      return new Array(tensor, false, false);
    }
  }
}
