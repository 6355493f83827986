package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the value of one option is made from values of the other side; cards name it by {@link #id}.
 *
 * <p>Each is given twice: on values that are known, and as Python text for values that are only
 * known when the script runs. Both mean the same.
 */
public enum Conversion {
  /** The value as it is. */
  SAME {
    @Override
    public @Nullable Object apply(List<@Nullable Object> values) {
      return values.get(0);
    }

    @Override
    public String python(List<String> values) {
      return values.get(0);
    }
  },
  /** The first of a pair. */
  FIRST {
    @Override
    public @Nullable Object apply(List<@Nullable Object> values) {
      return list(values.get(0)).get(0);
    }

    @Override
    public String python(List<String> values) {
      return atom(values.get(0)) + "[0]";
    }
  },
  /** The second of a pair. */
  SECOND {
    @Override
    public @Nullable Object apply(List<@Nullable Object> values) {
      return list(values.get(0)).get(1);
    }

    @Override
    public String python(List<String> values) {
      return atom(values.get(0)) + "[1]";
    }
  },
  /** Two values as a pair. */
  PAIR {
    @Override
    public Object apply(List<@Nullable Object> values) {
      return new ArrayList<>(values);
    }

    @Override
    public String python(List<String> values) {
      return "(" + String.join(", ", values) + ")";
    }
  },
  /** The number, 0 for None. */
  NONE_AS_ZERO {
    @Override
    public Object apply(List<@Nullable Object> values) {
      Object value = values.get(0);
      return value == null ? Double.valueOf(0) : value;
    }

    @Override
    public String python(List<String> values) {
      return values.get(0).matches("[\\d.]+(e-?\\d+)?") ? values.get(0) : values.get(0) + " or 0.0";
    }
  },
  /** The number with the other sign. */
  NEGATIVE {
    @Override
    public Object apply(List<@Nullable Object> values) {
      return -real(values.get(0));
    }

    @Override
    public String python(List<String> values) {
      return "-" + atom(values.get(0));
    }
  },
  /** One divided by the number. */
  RECIPROCAL {
    @Override
    public Object apply(List<@Nullable Object> values) {
      return 1 / real(values.get(0));
    }

    @Override
    public String python(List<String> values) {
      return "1 / " + atom(values.get(0));
    }
  },
  /** A factor and the number of times after which it is reached: the factor of one time. */
  ROOT {
    @Override
    public Object apply(List<@Nullable Object> values) {
      return Math.pow(real(values.get(0)), 1 / real(values.get(1)));
    }

    @Override
    public String python(List<String> values) {
      return "%s ** (1 / %s)".formatted(atom(values.get(0)), atom(values.get(1)));
    }
  },
  /** A count of epochs, with the steps of an epoch, as a count of steps. */
  IN_STEPS {
    @Override
    public Object apply(List<@Nullable Object> values) {
      return whole(values.get(0)) * whole(values.get(1));
    }

    @Override
    public String python(List<String> values) {
      return atom(values.get(0)) + " * " + atom(values.get(1));
    }
  },
  /**
   * Milestones in epochs, steps of an epoch, steps of the run: the milestones in steps, none past
   * the end, then the end.
   */
  MILESTONES_IN_STEPS {
    @Override
    public Object apply(List<@Nullable Object> values) {
      List<Object> steps = new ArrayList<>();
      list(values.get(0)).stream()
          .map(Conversion::whole)
          .sorted()
          .forEach(m -> steps.add(Math.min(m * whole(values.get(1)), whole(values.get(2)))));
      steps.add(whole(values.get(2)));
      return steps;
    }

    @Override
    public String python(List<String> values) {
      return "[min(m * %s, %s) for m in sorted(%s)] + [%s]"
          .formatted(atom(values.get(1)), values.get(2), values.get(0), values.get(2));
    }
  },
  /** Base rate, factor, milestones: the rate before each milestone and after the last. */
  RATES_BETWEEN_MILESTONES {
    @Override
    public Object apply(List<@Nullable Object> values) {
      List<Object> rates = new ArrayList<>();
      for (int i = 0; i <= list(values.get(2)).size(); i++) {
        rates.add(real(values.get(0)) * Math.pow(real(values.get(1)), i));
      }
      return rates;
    }

    @Override
    public String python(List<String> values) {
      return "[%s * %s ** i for i in range(len(%s) + 1)]"
          .formatted(atom(values.get(0)), atom(values.get(1)), values.get(2));
    }
  };

  /** The name in cards: {@code in-steps}. */
  public String id() {
    return Ids.of(this);
  }

  /**
   * The value, from known values in the order in which the card lists them.
   *
   * @throws IllegalArgumentException if a value is of the wrong kind
   */
  public abstract @Nullable Object apply(List<@Nullable Object> values);

  /** The same as a Python expression, from Python expressions. */
  public abstract String python(List<String> values);

  /** The conversion of that id; the error of an unknown one lists them all. */
  @JsonCreator
  public static Conversion of(String id) {
    return Ids.find(values(), id);
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("a list is needed, got " + value);
  }

  private static int whole(@Nullable Object value) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException("a whole number is needed, got " + value);
  }

  private static double real(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("a number is needed, got " + value);
  }

  /** The expression, in brackets unless it binds tighter than any operator. */
  private static String atom(String expression) {
    return expression.matches("[\\w.]+|\\(.*\\)|[\\w.]+\\[[^\\[\\]]*\\]")
        ? expression
        : "(" + expression + ")";
  }
}
