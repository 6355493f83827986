package dev.lockstep.config.convert;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.DefinitionException;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.schedule.Conversion;
import dev.lockstep.config.schedule.Conversions;
import dev.lockstep.config.schedule.Loop;
import dev.lockstep.config.schedule.Quantity;
import dev.lockstep.config.schedule.RateForm;
import dev.lockstep.config.schedule.Simulator;
import dev.lockstep.config.schedule.Timeline;
import dev.lockstep.config.schedule.When;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rates and weight decays that move, as the other framework can say them with the same float32
 * numbers: as a schedule of its own if one is exact, else as the list of all values, which the
 * whole training is played for.
 */
final class MovingRates {
  private final Definition source;
  private final Timeline timeline;
  private final List<String> order;
  private final Optional<RateForm> own;
  private final Optional<Conversion> near;

  /**
   * Plays the training.
   *
   * @param source the definition without patterns
   * @param framework the other one
   * @param steps of the training, at least 1
   */
  MovingRates(Definition source, String framework, int steps) {
    this.source = source;
    int interval = source.schedulerInterval();
    When when = interval > 1 ? When.AFTER_EPOCH : When.AFTER_STEP;
    Loop loop = Loop.ofSteps(steps, interval);
    this.timeline = Simulator.of(source, when, epoch -> 1.0).run(loop);
    this.order = order(source);
    List<Conversion> schedules = schedules(source, framework, when, loop);
    this.own = strongest(schedules, Verdict.EXACT).flatMap(Conversion::form);
    this.near = strongest(schedules, Verdict.EQUIVALENT);
  }

  /** Whether a scheduler, alone or in another, goes by a metric. */
  boolean followsMetric() {
    return source.schedulers().stream()
        .anyMatch(s -> isPlateau(s.api()) || followsMetric(s.args().values()));
  }

  private static boolean followsMetric(Collection<?> values) {
    return values.stream()
        .anyMatch(
            value ->
                (value instanceof Map<?, ?> map
                        && (isPlateau(String.valueOf(map.get("api")))
                            || followsMetric(map.values())))
                    || (value instanceof List<?> list && followsMetric(list)));
  }

  private static boolean isPlateau(String api) {
    return api.substring(api.lastIndexOf('.') + 1).equals("ReduceLROnPlateau");
  }

  /** Whether a step uses another momentum than the optimizer was given. */
  boolean movesMomentum() {
    if (source.schedulers().isEmpty() || !timeline.has(Quantity.MOMENTUM)) {
      return false;
    }
    Timeline given =
        Simulator.of(source.withSchedulers(List.of()), When.AFTER_STEP, epoch -> 1.0)
            .run(Loop.ofSteps(1, 1));
    return IntStream.range(0, timeline.groups())
        .anyMatch(
            group -> {
              double still = given.values(Quantity.MOMENTUM, group)[0];
              return Arrays.stream(timeline.values(Quantity.MOMENTUM, group))
                  .anyMatch(momentum -> momentum != still);
            });
  }

  /** The ways that are schedules, not lists. */
  private static List<Conversion> schedules(
      Definition source, String framework, When when, Loop loop) {
    try {
      return Conversions.of(source, framework, when, loop).stream()
          .filter(way -> way.form().filter(MovingRates::isSchedule).isPresent())
          .toList();
    } catch (DefinitionException e) { // only the decay moves, or several schedulers: lists then
      return List.of();
    }
  }

  private static boolean isSchedule(RateForm form) {
    return form instanceof RateForm.Calls
        || (form instanceof RateForm.Stepped stepped && stepped.framework().equals("torch"));
  }

  private static Optional<Conversion> strongest(List<Conversion> ways, Verdict verdict) {
    return ways.stream().filter(way -> way.verdict() == verdict).findFirst();
  }

  /** What a list stands for although there is a schedule that is not exact. */
  Optional<Note> near() {
    return near.filter(way -> own.isEmpty())
        .map(
            way ->
                Note.of(
                    "rates-as-list",
                    "%s is the same schedule, its rates apart by at most %s of the largest; the"
                            .formatted(way.target(), way.boundText())
                        + " list is exact.",
                    "%s 是同一调度，学习率相差不超过最大学习率的 %s；列表则完全一致。"
                        .formatted(way.target(), way.boundText())));
  }

  /** The parameters in the order in which the optimizer of {@code mindspore.nn} has them. */
  private static List<String> order(Definition definition) {
    List<String> names = new ArrayList<>();
    for (GroupDefinition group : definition.groups()) {
      if (group.isOrder()) {
        return group.orderParams();
      }
      names.addAll(group.params());
    }
    return names.isEmpty()
        ? definition.parameters().stream().map(ParameterDefinition::name).toList()
        : names;
  }

  /** Where the timeline has a part: MindSpore's has a place a parameter, others one a group. */
  private int place(List<Part> parts, int part) {
    return Target.isNn(source)
        ? order.indexOf(parts.get(part).names().get(0))
        : Math.min(part, timeline.groups() - 1);
  }

  /** The part with numbers that stay, which are of the kind that the moving ones are. */
  Part still(Part part, String rate) {
    Part still = part.with(rate, 1.0);
    return movesDecay(part) ? still.with("weight_decay", 0.5) : still;
  }

  static boolean movesDecay(Part part) {
    return part.options().get("weight_decay") instanceof Map<?, ?>;
  }

  /** Whether another definition of the same parameters has the same rates in float32. */
  boolean isPlayedBy(Definition other) {
    When when = other.schedulerInterval() > 1 ? When.AFTER_EPOCH : When.AFTER_STEP;
    try {
      Timeline played = Simulator.of(other, when, epoch -> 1.0).run(timeline.loop());
      return timeline.firstDifference(played, DType.F32).isEmpty();
    } catch (OptionException refusal) {
      return false;
    }
  }

  /** The rates of each part as lists, or as schedules of MindSpore. */
  List<Object> rates(List<Part> parts) {
    List<Object> rates = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      rates.add(
          own.isPresent() && own.get() instanceof RateForm.Calls calls && fits(parts)
              ? call(calls.perGroup().get(calls.groups() == 1 ? 0 : i))
              : Arrays.stream(timeline.rates(place(parts, i))).boxed().toList());
    }
    return rates;
  }

  private boolean fits(List<Part> parts) {
    int groups = own.map(RateForm::groups).orElse(0);
    return groups == 1 || groups == parts.size();
  }

  private static Map<String, @Nullable Object> call(SchedulerDefinition call) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("schedule", call.api());
    data.put("args", call.args());
    return data;
  }

  /** Torch's scheduler with the same rates, if there is one. */
  Optional<RateForm.Stepped> scheduler(List<Part> parts) {
    return own.filter(form -> fits(parts) && form instanceof RateForm.Stepped)
        .map(RateForm.Stepped.class::cast)
        .map(
            f ->
                new RateForm.Stepped(
                    f.framework(), forAll(f.scheduler()), f.baseRates(), f.when()));
  }

  /** One function is all groups', whatever their number. */
  private static SchedulerDefinition forAll(SchedulerDefinition scheduler) {
    if (!(scheduler.args().get("lr_lambda") instanceof List<?> list) || list.size() != 1) {
      return scheduler;
    }
    Map<String, @Nullable Object> args = new LinkedHashMap<>(scheduler.args());
    args.put("lr_lambda", list.get(0));
    return new SchedulerDefinition(scheduler.api(), args);
  }

  /** Torch's LambdaLR over a table a part, for groups whose rate is 1; the last entry stays. */
  SchedulerDefinition tables(List<Part> parts, List<Integer> chosen) {
    List<Object> tables = new ArrayList<>();
    chosen.forEach(i -> tables.add(table(timeline.rates(place(parts, i)))));
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    args.put("lr_lambda", tables);
    return new SchedulerDefinition("LambdaLR", args);
  }

  /** The weight decays of a part as a function of the step. */
  Map<String, Object> decay(List<Part> parts, int part) {
    return table(timeline.values(Quantity.WEIGHT_DECAY, place(parts, part)));
  }

  private static Map<String, Object> table(double[] values) {
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("fn", "table");
    table.put("values", Arrays.stream(values).boxed().toList());
    return table;
  }

  /** Whether a decay is a function of the step, which the loop sets. */
  static boolean isFunction(Part part) {
    return Builder.isFunction(part.options().get("weight_decay"));
  }
}
