package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.TrainingRun;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** Cards from scheduler to scheduler: both sides give the rates that the verdict promises. */
class ScheduleCardProperties {
  private static final int STEPS = 24;

  /**
   * A step multiplies or adds in float32 about twice, and what is lost adds up; as a part of the
   * largest rate that the schedule is about.
   */
  private static final double BOUND = 2.5 * STEPS * 0x1p-24;

  /**
   * They need a metric, other schedulers or the length of the run, and are replayed from traces.
   */
  private static final Set<String> NEED_MORE =
      Set.of("ReduceLROnPlateau", "SequentialLR", "CosineDecayLR");

  private static final Pattern SCHEDULER =
      Pattern.compile(".*\\.lr_scheduler\\..*|megengine\\.optimizer\\.\\w+LR");

  private static final Map<String, String> OPTIMIZER =
      Map.of(
          "mindspore", "mindspore.experimental.optim.SGD",
          "megengine", "megengine.optimizer.SGD");

  private static final List<Card> CARDS =
      Cards.load().all().stream().filter(ScheduleCardProperties::isPossible).toList();
  private static final Set<String> TRIED = new TreeSet<>();

  private static boolean isPossible(Card card) {
    return card.kind() == Card.Kind.SCHEDULE
        && SCHEDULER.matcher(card.from()).matches()
        && SCHEDULER.matcher(card.to()).matches()
        && card.rewrites().isEmpty()
        && NEED_MORE.stream().noneMatch(card.from()::endsWith)
        && Api.find(card.from()).isPresent()
        && Api.find(card.to()).isPresent();
  }

  @Property(seed = "20261121", edgeCases = EdgeCasesMode.NONE)
  void ratesAreWhatTheVerdictPromises(@ForAll("tapes") int[] tape) {
    List<String> wrong = new ArrayList<>();
    for (Card card : CARDS) {
      attempt(card, new Choices(tape), wrong);
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private static void attempt(Card card, Choices choices, List<String> wrong) {
    RecordedSignature source = signature(card.from());
    Object rate = choices.of(ScheduleValues.of("lr"));
    Map<String, @Nullable Object> args = args(source, choices);
    Settings given = Settings.of(args);
    boolean keeps = card.worst(given.over(source.defaults())).keepsNumbers();
    if (!keeps) {
      return;
    }
    double[] left;
    try {
      left = rates(card.from(), rate, args);
    } catch (OptionException refusal) {
      return;
    }
    double[] right = rates(card.to(), rate, card.convert(given, source, signature(card.to())));
    TRIED.add(card.id());
    double largest = number(rate);
    for (String name : List.of("max_lr", "eta_min")) {
      largest = Math.max(largest, number(args.getOrDefault(name, 0)));
    }
    double bound = BOUND * largest;
    for (int k = 0; k < STEPS; k++) {
      if (!(Math.abs(left[k] - right[k]) <= Math.max(bound, BOUND * Math.abs(left[k])))) {
        wrong.add(
            "%s: rate %s is %s and %s for lr=%s %s"
                .formatted(card.id(), k, left[k], right[k], rate, args));
        return;
      }
    }
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }

  private static Map<String, @Nullable Object> args(RecordedSignature source, Choices choices) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    for (RecordedOption option : source.settings()) {
      List<Object> values = ScheduleValues.of(option.name());
      int choice = choices.below(values.size() + (option.required() ? 0 : 1) + 1);
      boolean given = choice < values.size();
      if (given || option.required()) {
        args.put(option.name(), values.get(given ? choice : 0));
      }
    }
    return args;
  }

  /** The rates of a run, as the framework's optimizer reads them in float32. */
  private static double[] rates(String api, Object rate, Map<String, @Nullable Object> args) {
    String framework = Card.framework(api);
    String sgd = OPTIMIZER.getOrDefault(framework, framework + ".optim.SGD");
    Definition definition =
        Definition.of(framework, sgd, Map.of("lr", rate), List.of())
            .withSchedulers(List.of(new SchedulerDefinition(api, args)));
    Parameter parameter = new Parameter("p", Tensor.zeros(DType.F32, 1));
    TrainingRun run = TrainingRun.of(definition, List.of(parameter), Arithmetic.NATIVE);
    double[] rates = new double[STEPS];
    for (int k = 0; k < STEPS; k++) {
      rates[k] = run.rates()[0];
      run.step(Map.of("p", Tensor.zeros(DType.F32, 1)));
    }
    return rates;
  }

  private static RecordedSignature signature(String api) {
    return Signatures.newest(api).orElseThrow();
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
