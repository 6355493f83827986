package dev.lockstep.conformance.verdict;

import dev.lockstep.conformance.verdict.Trial.TrialGroup;
import dev.lockstep.core.DType;
import dev.lockstep.mapping.Condition;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes trials of an API from a tape of choices.
 *
 * <p>Full trials have up to two groups, three parameters a group, eight steps, both types, rates
 * that change, and gradients of any size. Plain trials are what a person checks by hand: one number
 * as parameter, simple gradients.
 */
final class TrialMaker {
  private static final List<Integer> SIZES = List.of(1, 2, 3, 8, 17, 33);
  private static final List<Double> SIMPLE =
      List.of(1.0, 0.5, -1.0, 2.0, 0.25, -0.5, 0.1, 0.0, 1e-3, 1e-8, 100.0);
  // An option set may belong to another row of the card: then the tape is read on.
  private static final int ATTEMPTS = 12;

  private static final Set<String> AWKWARD_DEFAULTS =
      Set.of("lr", "learning_rate", "betas", "beta1", "beta2", "alpha", "decay", "rho");

  private final RecordedSignature source;
  private final Map<String, Condition> conditions;
  private final Roles roles;
  private final boolean plain;

  /**
   * Makes trials of an API.
   *
   * @param source its signature
   * @param conditions what options must be like, as far as that is said option by option
   * @param plain whether a person is to follow the trial
   */
  TrialMaker(RecordedSignature source, Map<String, Condition> conditions, boolean plain) {
    this.source = source;
    this.conditions = conditions;
    this.roles = Roles.of(source.api());
    this.plain = plain;
  }

  /** A trial that is accepted; empty if the tape gave none. */
  Optional<Trial> make(Choices choices, Predicate<Trial> accepted) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Trial trial = attempt(choices);
      if (accepted.test(trial)) {
        return Optional.of(trial);
      }
    }
    return Optional.empty();
  }

  private Trial attempt(Choices choices) {
    DType dtype = plain || choices.below(2) == 0 ? DType.F32 : DType.F64;
    int steps = 1 + choices.below(plain && !isLate() ? 4 : 8);
    boolean dynamic = isDynamic(choices);
    Map<String, @Nullable Object> options = options(choices, dynamic);
    int count = plain ? 1 : 1 + choices.below(2);
    List<TrialGroup> groups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, @Nullable Object> own = count == 1 ? Map.of() : groupOptions(choices, dynamic);
      groups.add(new TrialGroup(own, rates(choices, dynamic, steps), values(choices, dtype)));
    }
    return new Trial(
        roles.rate(), dtype, options, groups, gradients(choices, dtype, steps, groups));
  }

  /** RAdam is rectified from its sixth step on: nothing shows before. */
  private boolean isLate() {
    return source.api().endsWith(".RAdam");
  }

  private boolean isDynamic(Choices choices) {
    Condition asked = conditions.get(roles.rate());
    if (asked == Condition.IS_DYNAMIC) {
      return true;
    }
    return asked == null && !plain && choices.below(4) == 1;
  }

  private Map<String, @Nullable Object> options(Choices choices, boolean dynamic) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    for (RecordedOption option : source.settings()) {
      if (!(dynamic && option.name().equals(roles.rate()))) {
        choose(choices, option).ifPresent(value -> options.put(option.name(), value));
      }
    }
    return options;
  }

  /** The value of an option; empty to leave it out, the simplest choice where that is allowed. */
  private Optional<Object> choose(Choices choices, RecordedOption option) {
    List<Object> values = fitting(option);
    boolean mayBeLeftOut = mayBeLeftOut(option) || values.isEmpty();
    int choice = choices.below(values.size() + (mayBeLeftOut ? 1 : 0));
    int index = mayBeLeftOut ? choice - 1 : choice;
    return index < 0 ? Optional.empty() : Optional.of(values.get(index));
  }

  /** Defaults such as a rate of 0.001 make numbers that nobody checks by hand. */
  private boolean mayBeLeftOut(RecordedOption option) {
    Condition asked = conditions.get(option.name());
    boolean awkward = plain && AWKWARD_DEFAULTS.contains(option.name());
    return !option.required() && !awkward && (asked == null || asked.holds(option.defaultValue()));
  }

  private List<Object> fitting(RecordedOption option) {
    Condition asked = conditions.get(option.name());
    return asked == null ? OptionValues.of(option) : OptionValues.of(option, asked);
  }

  /** Rate and decay are what groups of every framework may set. */
  private Map<String, @Nullable Object> groupOptions(Choices choices, boolean dynamic) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    for (String name : List.of(roles.rate(), "weight_decay")) {
      boolean rate = name.equals(roles.rate());
      Optional<RecordedOption> option = source.option(name);
      if (option.isPresent() && !(dynamic && rate) && choices.below(2) == 1) {
        options.put(name, choices.of(OptionValues.of(option.get())));
      }
    }
    return options;
  }

  private List<Double> rates(Choices choices, boolean dynamic, int steps) {
    List<Double> rates = new ArrayList<>();
    for (int k = 0; dynamic && k < steps; k++) {
      rates.add(choices.of(List.of(1.0, 0.5, 0.1, 0.3)));
    }
    return rates;
  }

  private List<double[]> values(Choices choices, DType dtype) {
    List<double[]> values = new ArrayList<>();
    int count = plain ? 1 : 1 + choices.below(3);
    for (int i = 0; i < count; i++) {
      values.add(numbers(choices, dtype, plain ? 1 : choices.of(SIZES)));
    }
    return values;
  }

  private List<List<double[]>> gradients(
      Choices choices, DType dtype, int steps, List<TrialGroup> groups) {
    List<List<double[]>> gradients = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      List<double[]> step = new ArrayList<>();
      for (TrialGroup group : groups) {
        group.values().forEach(value -> step.add(numbers(choices, dtype, value.length)));
      }
      gradients.add(step);
    }
    return gradients;
  }

  private double[] numbers(Choices choices, DType dtype, int size) {
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      // A long tensor takes three choices and goes on from them, so that a tape lasts.
      int choice =
          i < 3 ? choices.next() : (int) (Double.hashCode(numbers[i - 1]) * 31L + i & 0xffff);
      numbers[i] = dtype.round(number(choice));
    }
    return numbers;
  }

  /** A simple number, or one with a full mantissa between 2^-12 and 2^4 of either sign. */
  private double number(int choice) {
    if (plain || choice < SIMPLE.size()) {
      return SIMPLE.get(choice % SIMPLE.size());
    }
    double mantissa = 1 + Math.floorMod(choice * 2654435761L, 1L << 32) / 0x1p32;
    double magnitude = Math.scalb(mantissa, choice / 2 % 16 - 12);
    return choice % 2 == 0 ? magnitude : -magnitude;
  }
}
