package dev.lockstep.config;

import dev.lockstep.core.math.Scalars;
import dev.lockstep.pet.Policies;
import dev.lockstep.pet.Policy;
import dev.lockstep.pet.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function of the epoch as data, for {@code LambdaLR} and the like: {@code {"fn": name, ...}}.
 *
 * <p>In doubles, of the whole epoch e:
 *
 * <ul>
 *   <li>{@code pow}: {@code base^e};
 *   <li>{@code inverse}: {@code 1/(1 + k*e)};
 *   <li>{@code warm}: {@code s + (1 - s)*(min(e, n)/n)}, s is {@code start};
 *   <li>{@code table}: {@code values[min(e, length - 1)]};
 *   <li>{@code const}: {@code value};
 *   <li>{@code pet}: the factor of a {@link Schedule} of Pet under a policy.
 * </ul>
 */
final class EpochFunction {
  private EpochFunction() {}

  /** Whether this data stands for a function. */
  static boolean is(@Nullable Object data) {
    return data instanceof Map<?, ?> map && map.get("fn") instanceof String;
  }

  /**
   * The function.
   *
   * @throws DefinitionException if there is none of that name, or an argument is missing
   */
  static IntToDoubleFunction of(Map<?, ?> data) {
    String name = String.valueOf(data.get("fn"));
    switch (name) {
      case "pow" -> {
        double base = number(data, "base");
        return e -> Scalars.power(base, e);
      }
      case "inverse" -> {
        double k = number(data, "k");
        return e -> Scalars.divide(1, 1 + k * e);
      }
      case "warm" -> {
        double n = number(data, "n");
        double start = number(data, "start");
        return e -> start + (1 - start) * Scalars.divide(Math.min(e, n), n);
      }
      case "table" -> {
        double[] values = numbers(data, "values");
        return e -> values[Math.min(e, values.length - 1)];
      }
      case "const" -> {
        double value = number(data, "value");
        return e -> value;
      }
      case "pet" -> {
        Policy policy = Policies.STANDARD.get(String.valueOf(data.get("policy")));
        Schedule schedule = schedule(data);
        return e -> policy.factor(schedule, e, schedule.warmUp(e));
      }
      case "code" ->
          throw new DefinitionException(
              "the function is Python code, which is not run here: " + data.get("source"));
      default ->
          throw new DefinitionException(
              "there is no function \"%s\"; there are pow, inverse, warm, table, const, pet"
                  .formatted(name));
    }
  }

  private static Schedule schedule(Map<?, ?> data) {
    double[] milestones = data.get("milestones") == null ? new double[0] : list(data, "milestones");
    return new Schedule(
        (int) number(data, "max_iter"),
        Arrays.stream(milestones).mapToObj(m -> (int) m).toList(),
        (int) number(data, "warmup_iters"),
        number(data, "warmup_factor"),
        String.valueOf(data.get("warmup_method")),
        number(data, "gamma"),
        number(data, "lr_pow"));
  }

  private static double number(Map<?, ?> data, String key) {
    if (data.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new DefinitionException(
        "function %s: %s must be a number, got %s".formatted(data.get("fn"), key, data.get(key)));
  }

  private static double[] numbers(Map<?, ?> data, String key) {
    double[] numbers = list(data, key);
    if (numbers.length == 0) {
      throw new DefinitionException(
          "function %s: %s must not be empty".formatted(data.get("fn"), key));
    }
    return numbers;
  }

  private static double[] list(Map<?, ?> data, String key) {
    if (data.get(key) instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
      return list.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    }
    throw new DefinitionException(
        "function %s: %s must be numbers, got %s".formatted(data.get("fn"), key, data.get(key)));
  }
}
