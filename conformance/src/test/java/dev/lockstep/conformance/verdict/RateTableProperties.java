package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Definition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.TrainingRun;
import dev.lockstep.config.convert.Converter;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.Rewrite;
import dev.lockstep.mapping.Signatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/**
 * Cards that write the rates of all steps down, from OneFlow's and MegEngine's schedules: the
 * converted training has the same float32 rate at every step.
 */
class RateTableProperties {
  private static final int STEPS = 16;
  private static final String JOB = "oneflow.optimizer.";

  private static final List<ParameterDefinition> ONE =
      List.of(new ParameterDefinition("p", List.of(1), ""));

  /** They have no rates without a function of the user's. */
  private static final Set<String> NEED_MORE = Set.of("CustomScheduler");

  private static final Map<String, List<Object>> VALUES =
      Map.ofEntries(
          Map.entry("steps", List.of(5, 30)),
          Map.entry("alpha", List.of(0.0, 0.1)),
          Map.entry("num_periods", List.of(0.5, 2.0)),
          Map.entry("beta", List.of(0.001, 0.1)),
          Map.entry("staircase", List.of(true, false)),
          Map.entry("cycle", List.of(true, false)),
          Map.entry("boundaries", List.of(List.of(), List.of(3), List.of(2, 5))),
          Map.entry("values", List.of(List.of(0.1), List.of(0.1, 0.01), List.of(0.1, 0.05, 0.2))),
          Map.entry("scale", List.of(0.5, List.of(0.1), List.of(0.1, 0.01))),
          Map.entry(
              "warmup",
              List.of(
                  call("optimizer.warmup.linear", Map.of("steps", 3, "start_multiplier", 0.0)),
                  call("optimizer.warmup.constant", Map.of("steps", 2, "multiplier", 0.5)))),
          Map.entry("restart_limit", List.of(1, 2)),
          Map.entry("warmup_factor", List.of(0.25, 0.1)),
          Map.entry("warmup_iters", List.of(3, 5)),
          Map.entry("warmup_method", List.of("linear", "constant")),
          Map.entry("warmup_prefix", List.of(true, false)),
          Map.entry("interval_rescaling", List.of(true, false)),
          Map.entry(
              "schedulers",
              List.of(
                  List.of(
                      Map.of("api", "StepLR", "args", Map.of("step_size", 2)),
                      Map.of("api", "ExponentialLR", "args", Map.of("gamma", 0.9))))));

  private static final List<Card> CARDS =
      Cards.load().all().stream().filter(RateTableProperties::isPossible).toList();
  private static final Set<String> TRIED = new TreeSet<>();

  private static Map<String, Object> call(String schedule, Map<String, Object> args) {
    return Map.of("schedule", schedule, "args", args);
  }

  private static boolean isPossible(Card card) {
    return Set.of("oneflow", "megengine").contains(card.sourceFramework())
        && NEED_MORE.stream().noneMatch(card.from()::endsWith)
        && card.rewrites().stream()
            .anyMatch(r -> Set.of(Rewrite.RATE_TABLE, Rewrite.RATE_LAMBDA).contains(r.make()));
  }

  @Property(seed = "20261121", edgeCases = EdgeCasesMode.NONE)
  void aTableHasTheRatesOfItsSchedule(@ForAll("tapes") int[] tape) {
    List<String> wrong = new ArrayList<>();
    for (Card card : CARDS) {
      attempt(card, new Choices(tape), wrong);
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private static void attempt(Card card, Choices choices, List<String> wrong) {
    Definition source = definition(card.from(), args(card.from(), choices));
    List<Float> left;
    try {
      left = rates(source);
    } catch (OptionException refusal) {
      return;
    }
    Definition target =
        Converter.convert(source, card.targetFramework(), STEPS).definitions().get(0);
    TRIED.add(card.id());
    List<Float> right = rates(target);
    if (!left.equals(right)) {
      wrong.add("%s: %s and %s for %s".formatted(card.id(), left, right, source));
    }
  }

  private static Map<String, @Nullable Object> args(String api, Choices choices) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    for (RecordedOption option : Signatures.newest(api).orElseThrow().settings()) {
      List<Object> values = VALUES.getOrDefault(option.name(), ScheduleValues.of(option.name()));
      int choice = choices.below(values.size() + (option.required() && !values.isEmpty() ? 0 : 1));
      if (choice < values.size()) {
        args.put(option.name(), values.get(choice));
      }
    }
    return args;
  }

  /** An optimizer without momentum: a job's would have the rate inside. */
  private static Definition definition(String api, Map<String, @Nullable Object> args) {
    if (api.startsWith(JOB)) {
      Map<String, @Nullable Object> options = new LinkedHashMap<>();
      options.put("lr_scheduler", Map.of("schedule", api, "args", args));
      options.put("momentum", 0.0);
      return Definition.of("oneflow", "optimizer.SGD", options, ONE);
    }
    return Definition.of(Card.framework(api), "SGD", Map.of("lr", 0.1), ONE)
        .withSchedulers(List.of(new SchedulerDefinition(api, args)));
  }

  /** What an optimizer reads in float32. */
  private static List<Float> rates(Definition definition) {
    Parameter parameter = new Parameter("p", Tensor.zeros(DType.F32, 1));
    TrainingRun run = TrainingRun.of(definition, List.of(parameter));
    List<Float> rates = new ArrayList<>();
    for (int k = 0; k < STEPS; k++) {
      rates.add((float) run.rates()[0]);
      run.step(Map.of("p", Tensor.zeros(DType.F32, 1)));
    }
    return rates;
  }

  @Provide
  Arbitrary<int[]> tapes() {
    return Tapes.any();
  }

  @AfterContainer
  static void everyCardWasTried() {
    assertEquals(CARDS.stream().map(Card::id).sorted().toList(), List.copyOf(TRIED));
  }
}
