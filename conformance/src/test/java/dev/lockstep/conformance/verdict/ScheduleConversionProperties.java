package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.SchedulerDefinition;
import dev.lockstep.config.schedule.Conversion;
import dev.lockstep.config.schedule.Conversions;
import dev.lockstep.config.schedule.Departure;
import dev.lockstep.config.schedule.Loop;
import dev.lockstep.config.schedule.RateForm;
import dev.lockstep.config.schedule.When;
import dev.lockstep.core.OptionException;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Cards between torch's schedulers and MindSpore's lists, functions and Cells: played over whole
 * trainings, with the bounds of the conversions.
 */
class ScheduleConversionProperties {
  private static final Set<String> NEED_MORE =
      Set.of("ReduceLROnPlateau", "SequentialLR", "ChainedScheduler", "SWALR", "mindspore.list");

  private static final Map<String, String> RATES =
      Map.of("cosine_decay_lr", "max_lr", "CosineDecayLR", "max_lr");

  private static final List<Card> CARDS =
      Cards.load().all().stream().filter(ScheduleConversionProperties::isPossible).toList();
  private static final Set<String> TRIED = new TreeSet<>();

  private static boolean isPossible(Card card) {
    boolean namesakes =
        card.to().contains(".experimental.") || card.from().contains(".experimental.");
    return card.kind() == Card.Kind.SCHEDULE
        && !namesakes
        && Set.of("torch", "mindspore").contains(card.sourceFramework())
        && Set.of("torch", "mindspore").contains(card.targetFramework())
        && NEED_MORE.stream().noneMatch(card.from()::endsWith);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void ratesAreWhatTheVerdictPromises(@ForAll("tapes") int[] tape) {
    List<String> wrong = new ArrayList<>();
    for (Card card : CARDS) {
      attempt(card, new Choices(tape), wrong);
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private static void attempt(Card card, Choices choices, List<String> wrong) {
    int perEpoch = 1 + choices.below(3);
    Loop loop = Loop.of(2 + choices.below(8), perEpoch);
    double base = (double) choices.of(List.of(0.1, 1.0, 0.003));
    RecordedSignature signature = signatureOf(card);
    Map<String, @Nullable Object> args = args(signature, choices, loop);
    Settings known = Settings.of(args).over(signature.defaults()).over(facts(loop, base));
    Verdict verdict = card.worst(known);
    RateForm source = source(card, args, base);
    Optional<Departure> departure;
    try {
      Optional<Conversion> way =
          Conversions.of(source, card.targetFramework(), loop).stream()
              .filter(c -> c.target().equals(target(card)))
              .findFirst();
      double bound = way.map(Conversion::bound).filter(Double::isFinite).orElse(0.0);
      RateForm form = form(card, known, args, way, base);
      departure = played(form, Math.max(bound, 2 * Conversion.ROUNDING)).departure(source, loop);
    } catch (OptionException refusal) {
      return; // one of the frameworks refuses these arguments
    }
    if (verdict.keepsNumbers() == departure.isEmpty()) {
      TRIED.add(card.id());
    } else if (verdict.keepsNumbers()) {
      wrong.add(
          "%s says %s, but %s with base %s, %s, %s. Change the card: let a case before it name these"
              .formatted(card.id(), verdict, departure.get(), base, args, loop));
    }
  }

  private static Conversion played(RateForm form, double bound) {
    return new Conversion("", Optional.of(form), Verdict.EQUIVALENT, bound, List.of());
  }

  private static Map<String, @Nullable Object> facts(Loop loop, double base) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("run.base_lr", base);
    facts.put("run.total_steps", loop.steps());
    facts.put("run.steps_per_epoch", loop.stepsPerEpoch());
    facts.put("run.epochs", loop.epochs());
    return facts;
  }

  private static Map<String, @Nullable Object> args(
      RecordedSignature signature, Choices choices, Loop loop) {
    Map<String, @Nullable Object> args = new LinkedHashMap<>();
    for (RecordedOption option : signature.settings()) {
      List<Object> values = ScheduleValues.of(option.name());
      if (!values.isEmpty() && (option.required() || choices.below(2) == 1)) {
        args.put(option.name(), choices.of(values));
      }
    }
    if (signature.option("total_step").isPresent()) {
      args.put("total_step", loop.steps());
      args.put("step_per_epoch", loop.stepsPerEpoch());
    }
    if (args.get("milestone") instanceof List<?> milestones) {
      List<Object> rates = new ArrayList<>();
      milestones.forEach(m -> rates.add(choices.of(List.of(0.1, 0.5, 0.03))));
      args.put("learning_rates", rates);
    }
    return args;
  }

  private static RateForm source(Card card, Map<String, @Nullable Object> args, double base) {
    String name = card.from().substring(card.sourceFramework().length() + 1);
    return card.sourceFramework().equals("torch")
        ? new RateForm.Stepped(
            "torch",
            new SchedulerDefinition(name.substring(name.lastIndexOf('.') + 1), args),
            List.of(base),
            When.AFTER_EPOCH)
        : new RateForm.Calls(List.of(new SchedulerDefinition(name, args)));
  }

  /** What the conversions call the card's target. */
  private static String target(Card card) {
    String name = card.to().substring(card.to().indexOf('.') + 1);
    return switch (name) {
      case "list", "assign" -> "list";
      default -> name.startsWith("nn.") ? name : name.substring(name.lastIndexOf('.') + 1);
    };
  }

  /** The target with the card's arguments; lists and tables are the conversion's. */
  private static RateForm form(
      Card card,
      Settings known,
      Map<String, @Nullable Object> args,
      Optional<Conversion> way,
      double base) {
    if (!card.rewrites().isEmpty()) {
      return way.flatMap(Conversion::form).orElseThrow();
    }
    Map<String, @Nullable Object> converted = card.convert(known, signatureOf(card), card.target());
    if (target(card).startsWith("nn.")) {
      return new RateForm.Calls(List.of(new SchedulerDefinition(target(card), converted)));
    }
    String simple = card.from().substring(card.from().lastIndexOf('.') + 1);
    double rate = number(args.get(RATES.getOrDefault(simple, "learning_rate")), base);
    boolean cell = Character.isUpperCase(simple.charAt(0));
    return new RateForm.Stepped(
        "torch",
        new SchedulerDefinition(target(card), converted),
        List.of(rate),
        cell ? When.AFTER_STEP : When.AFTER_EPOCH);
  }

  private static RecordedSignature signatureOf(Card card) {
    return Signatures.newest(card.from()).orElseThrow();
  }

  private static double number(@Nullable Object value, double otherwise) {
    return value instanceof Number number ? number.doubleValue() : otherwise;
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
