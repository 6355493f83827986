package dev.lockstep.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a card may ask of the value of one option; cards name it by {@link #id}.
 *
 * <p>Values are plain: numbers, {@code Boolean}, {@code String}, lists, maps, null for {@code
 * None}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the predicates are stateless
public enum Condition {
  /** The number 0, of either type, or False. */
  IS_ZERO("is 0", "为 0", v -> Double.valueOf(0).equals(number(v))),
  /** Anything but 0 and None. */
  IS_NOT_ZERO("is not 0", "不为 0", v -> v != null && !Double.valueOf(0).equals(number(v))),
  /** True, or a number that is not 0. */
  IS_TRUE("is True", "为 True", Condition::truth),
  /** False, 0 or None. */
  IS_FALSE("is False", "为 False", v -> !truth(v)),
  /** None. */
  IS_NONE("is None", "为 None", v -> v == null),
  /** A value. */
  IS_GIVEN("is given", "已给出", v -> v != null),
  /** A number, not a list of numbers nor a schedule. */
  IS_CONSTANT("is a number", "为常数", v -> number(v) != null),
  /** A list of numbers or a schedule. */
  IS_DYNAMIC("changes with the step", "随步数变化", v -> v instanceof List || v instanceof Map),
  /**
   * At most 1e-8, the default of both frameworks' Adam. There an epsilon that sits in another
   * bracket moves a parameter by less than 1e-3 of the rate for gradients of at least 1e-4: {@code
   * eps/sqrt(1 - beta2^t) <= 3.2e-7} at beta2 = 0.999.
   */
  IS_TINY("is at most 1e-8", "不超过 1e-8", v -> atMost(v, 1e-8)),
  /** The first of a pair is 0. */
  STARTS_WITH_ZERO(
      "starts with 0", "首项为 0", v -> v instanceof List<?> l && IS_ZERO.holds(l.get(0))),
  /** The second of a pair is above 0.999, where 1 minus its powers has few digits in float32. */
  ENDS_NEAR_ONE(
      "has a second value above 0.999",
      "第二项大于 0.999",
      v ->
          v instanceof List<?> pair
              && pair.size() == 2
              && pair.get(1) instanceof Number second
              && second.doubleValue() > 0.999),
  /** A whole number 1. */
  IS_ONE("is 1", "为 1", v -> Double.valueOf(1).equals(number(v))),
  /** Anything but 1 and None. */
  IS_NOT_ONE("is not 1", "不为 1", v -> v != null && !Double.valueOf(1).equals(number(v))),
  /** The order of a norm that does without magnitudes, or takes them itself: 2 or infinity. */
  IS_TWO_OR_INFINITE(
      "is 2 or infinite",
      "为 2 或无穷",
      v -> {
        Double order = number(v);
        return order != null && (order == 2 || order.isInfinite());
      }),
  /** Anything but 2 and None. */
  IS_NOT_TWO("is not 2", "不为 2", v -> v != null && !Double.valueOf(2).equals(number(v))),
  /** Anything but 0.5 and None. */
  IS_NOT_HALF("is not 0.5", "不为 0.5", v -> v != null && !Double.valueOf(0.5).equals(number(v))),
  /** A power of two: multiplying by it or dividing rounds nothing. */
  IS_POWER_OF_TWO("is a power of two", "为 2 的幂", Condition::powerOfTwo),
  /** A list that holds a value twice. */
  REPEATS(
      "holds a value twice",
      "含有重复的值",
      v -> v instanceof List<?> l && l.stream().distinct().count() < l.size()),
  /** The negative of the option whose name ends in max where this one's ends in min. */
  MIRRORS_MAX("is minus the upper bound", "与上界互为相反数", v -> false) {
    @Override
    public Truth test(Settings settings, String option) {
      String other = option.replace("min", "max");
      if (!settings.known().keySet().containsAll(List.of(option, other))) {
        return Truth.UNKNOWN;
      }
      Double low = number(settings.known().get(option));
      Double high = number(settings.known().get(other));
      return Truth.of(low != null && high != null && low == -high);
    }
  },
  /** At least the number of epochs of the run, {@code run.epochs}. */
  COVERS_RUN("is at least the number of epochs", "不小于总轮数", v -> false) {
    @Override
    public Truth test(Settings settings, String option) {
      return covers(settings, option, "run.epochs");
    }
  },
  /** At least the number of steps of the run, {@code run.total_steps}. */
  COVERS_STEPS("is at least the number of steps", "不小于总步数", v -> false) {
    @Override
    public Truth test(Settings settings, String option) {
      return covers(settings, option, "run.total_steps");
    }
  };

  private final String en;
  private final String zh;
  private final Predicate<@Nullable Object> test;

  Condition(String en, String zh, Predicate<@Nullable Object> test) {
    this.en = en;
    this.zh = zh;
    this.test = test;
  }

  /** The name in cards: {@code is-zero}. */
  public String id() {
    return Ids.of(this);
  }

  /** What is asked, to follow the name of an option. */
  public Text text() {
    return new Text(en, zh);
  }

  /** Whether a value meets it; conditions that look at more than one value never say so here. */
  public boolean holds(@Nullable Object value) {
    return test.test(value);
  }

  /** Whether the value of an option meets it. */
  public Truth test(Settings settings, String option) {
    return settings.known().containsKey(option)
        ? Truth.of(holds(settings.known().get(option)))
        : Truth.UNKNOWN;
  }

  /** The condition of that id; the error of an unknown one lists them all. */
  @JsonCreator
  public static Condition of(String id) {
    return Ids.find(values(), id);
  }

  private static Truth covers(Settings settings, String option, String run) {
    Double length = number(settings.known().get(run));
    Double value = number(settings.known().get(option));
    return length == null || value == null ? Truth.UNKNOWN : Truth.of(value >= length);
  }

  static @Nullable Double number(@Nullable Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1.0 : 0.0;
    }
    return value instanceof Number number ? number.doubleValue() : null;
  }

  private static boolean truth(@Nullable Object value) {
    Double number = number(value);
    return number != null && number != 0;
  }

  private static boolean powerOfTwo(@Nullable Object value) {
    Double number = number(value);
    return number != null && number > 0 && Math.scalb(1.0, Math.getExponent(number)) == number;
  }

  private static boolean atMost(@Nullable Object value, double bound) {
    Double number = number(value);
    return number != null && number <= bound;
  }
}
