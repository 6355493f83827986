package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.rule.Formula;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Formula.Line;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Settings;
import dev.lockstep.mapping.Signatures;
import dev.lockstep.mapping.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Cards of clipping and loss scaling: their formulas give what the verdict promises. */
class StepCardProperties {
  private static final int STEPS = 40;

  /** Two roundings of double. */
  private static final double TOLERANCE = 0x1p-51;

  private static final Map<String, List<Object>> VALUES =
      Map.ofEntries(
          Map.entry("max_norm", List.of(1.0, 0.5, 1e-3, 10.0)),
          Map.entry("clip_norm", List.of(1.0, 0.5, 1e-3, 10.0)),
          Map.entry("norm_type", List.of(2.0)),
          Map.entry("clip_value", List.of(1.0, 0.1)),
          Map.entry("clip_value_max", List.of(1.0, 0.1)),
          Map.entry("clip_value_min", List.of(-1.0, -0.1)),
          Map.entry("init_scale", List.of(4.0, 65536.0)),
          Map.entry("scale_value", List.of(4.0, 65536.0)),
          Map.entry("scale_factor", List.of(2, 4)),
          Map.entry("growth_interval", List.of(2, 3, 1)),
          Map.entry("scale_window", List.of(2, 3, 1)));

  private static final List<Card> CARDS =
      Cards.load().all().stream().filter(StepCardProperties::isPossible).toList();
  private static final Set<String> HELD = new TreeSet<>();
  private static final Set<String> SHOWN = new TreeSet<>();

  private static boolean isPossible(Card card) {
    return card.kind() == Card.Kind.STEP
        && dev.lockstep.mapping.Formula.of(card.from()).isPresent()
        && dev.lockstep.mapping.Formula.of(card.to()).isPresent();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theFormulasAreWhatTheVerdictPromises(@ForAll("tapes") int[] tape) {
    for (Card card : CARDS) {
      Choices choices = new Choices(tape);
      RecordedSignature source = signature(card.from());
      Map<String, @Nullable Object> options = options(source, choices);
      Settings given = Settings.of(options);
      boolean keeps = card.worst(given.over(source.defaults())).keepsNumbers();
      Map<String, @Nullable Object> there = new LinkedHashMap<>(card.target().defaults());
      there.putAll(card.convert(given, source, card.target()));
      Map<String, @Nullable Object> here = new LinkedHashMap<>(source.defaults());
      here.putAll(options);
      if (card.worst(given.over(source.defaults())) == Verdict.UNSUPPORTED) {
        continue;
      }
      boolean equal = isEqual(walk(card.from(), here, tape), walk(card.to(), there, tape));
      assertTrue(!keeps || equal, () -> card.id() + " claims equality, for " + options);
      (keeps ? HELD : SHOWN).add(keeps || !equal ? card.id() : "");
    }
  }

  private static Map<String, @Nullable Object> options(RecordedSignature source, Choices choices) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    for (RecordedOption option : source.settings()) {
      List<Object> values = VALUES.getOrDefault(option.name(), List.of());
      boolean needed = option.required() || option.defaultValue() == null;
      if (!values.isEmpty() && (needed || choices.below(2) == 1)) {
        options.put(option.name(), choices.of(values));
      }
    }
    return options;
  }

  /** The scale after each step, or the elements of a gradient. */
  private static List<Double> walk(String api, Map<String, @Nullable Object> options, int[] tape) {
    List<Line> lines = dev.lockstep.mapping.Formula.of(api).orElseThrow().lines();
    Map<String, Double> values = new HashMap<>();
    options.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            values.put(name, number.doubleValue());
          }
        });
    double[] gradient = new double[STEPS];
    double squares = 0;
    for (int i = 0; i < STEPS; i++) {
      gradient[i] = i < tape.length ? (tape[i] - Choices.BOUND / 2) * 0x1p-14 : 0;
      squares += gradient[i] * gradient[i];
    }
    List<Double> walk = new ArrayList<>();
    Map<String, Double> state = values;
    for (int i = 0; i < STEPS; i++) {
      state.put("g", gradient[i]);
      state.put("n", Math.sqrt(squares));
      state.put("o", i < tape.length && tape[i] % 2 == 0 ? 1.0 : 0.0);
      boolean first = i == 0;
      List<String> all =
          lines.stream()
              .filter(line -> first || !line.when().contains("start"))
              .map(Line::text)
              .toList();
      state = Formula.run(all, state);
      walk.add(state.getOrDefault("s", state.getOrDefault("g", Double.NaN)));
    }
    return walk;
  }

  private static boolean isEqual(List<Double> a, List<Double> b) {
    for (int i = 0; i < a.size(); i++) {
      if (!(Math.abs(a.get(i) - b.get(i)) <= TOLERANCE * Math.abs(a.get(i)))) {
        return false;
      }
    }
    return true;
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
    Set<String> tried = new TreeSet<>(HELD);
    tried.addAll(SHOWN);
    tried.remove("");
    assertEquals(new TreeSet<>(CARDS.stream().map(Card::id).toList()), tried);
  }
}
