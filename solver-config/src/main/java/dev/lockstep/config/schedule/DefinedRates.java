package dev.lockstep.config.schedule;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.SchedulerDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schedule that a definition says, as a form. */
final class DefinedRates {
  private final Definition definition;

  private DefinedRates(Definition definition) {
    this.definition = definition;
  }

  /**
   * The form.
   *
   * @throws DefinitionException if there is no schedule
   */
  static RateForm of(Definition definition, When when) {
    DefinedRates rates = new DefinedRates(definition);
    if (!definition.schedulers().isEmpty()) {
      return new RateForm.Stepped(
          definition.framework(), rates.scheduler(), rates.constants(), when);
    }
    if (definition.framework().equals("mindspore")) {
      return rates.own();
    }
    throw new DefinitionException("the definition has no scheduler");
  }

  /** Several schedulers act one after the other, as torch's ChainedScheduler steps them. */
  private SchedulerDefinition scheduler() {
    List<SchedulerDefinition> all = definition.schedulers();
    if (all.size() == 1) {
      return all.get(0);
    }
    if (!definition.framework().equals("torch")) {
      throw new DefinitionException("schedulers: only one can be converted, got " + all.size());
    }
    List<Object> children = new ArrayList<>();
    all.forEach(s -> children.add(Map.of("api", s.api(), "args", s.args())));
    return new SchedulerDefinition("ChainedScheduler", Map.of("schedulers", children));
  }

  /** What is set for the rate in each group. */
  private List<Object> given() {
    Api api = Api.get(definition.framework(), definition.api());
    String name = api.signature().find("lr").isPresent() ? "lr" : "learning_rate";
    Object standard =
        definition.options().containsKey(name)
            ? definition.options().get(name)
            : api.signature().defaults().has(api.signature().key(name))
                ? api.signature().defaults().get(api.signature().key(name))
                : null;
    List<Object> given = new ArrayList<>();
    for (GroupDefinition group : definition.groups()) {
      if (!group.isOrder()) {
        given.add(present(group.options().getOrDefault("lr", standard), name));
      }
    }
    return given.isEmpty() ? List.of(present(standard, name)) : given;
  }

  private static Object present(@Nullable Object rate, String name) {
    if (rate == null) {
      throw new DefinitionException(name + " must be given to convert the schedule");
    }
    return rate;
  }

  private List<Double> constants() {
    return given().stream().map(DefinedRates::constant).toList();
  }

  private static Double constant(Object rate) {
    if (rate instanceof Number number) {
      return number.doubleValue();
    }
    if (rate instanceof dev.lockstep.mindspore.LearningRate.Constant constant) {
      return constant.value();
    }
    throw new DefinitionException("under a scheduler the rate must be a number, got " + rate);
  }

  /** Rates of {@code mindspore.nn}: all lists, or all functions and Cells. */
  private RateForm own() {
    List<Object> given = given();
    if (given.stream().allMatch(rate -> values(rate) != null)) {
      return new RateForm.Lists(given.stream().map(rate -> numbers(values(rate))).toList());
    }
    if (given.stream()
        .allMatch(rate -> rate instanceof Map<?, ?> map && map.containsKey("schedule"))) {
      return new RateForm.Calls(given.stream().map(rate -> call((Map<?, ?>) rate)).toList());
    }
    return new RateForm.Mixed(given);
  }

  private static @Nullable Object values(Object rate) {
    return rate instanceof Map<?, ?> map ? map.get("list") : rate instanceof List<?> ? rate : null;
  }

  private static List<Double> numbers(@Nullable Object values) {
    List<Double> numbers = new ArrayList<>();
    if (values instanceof List<?> list) {
      for (Object value : list) {
        numbers.add(constant(value));
      }
    }
    return numbers;
  }

  private static SchedulerDefinition call(Map<?, ?> rate) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    if (rate.get("args") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> args.put(String.valueOf(key), value));
    }
    return new SchedulerDefinition(String.valueOf(rate.get("schedule")), args);
  }
}
