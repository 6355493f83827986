package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lockstep.conformance.verdict.ShownTrials.Trial;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Cards;
import dev.lockstep.mapping.Difference;
import dev.lockstep.mapping.ShownWitness;
import dev.lockstep.mapping.Witnesses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the real frameworks printed where a difference shows is what Lockstep's classes come to.
 * Recorded by {@code ./lockstep-dev witnesses}.
 */
class ShownWitnessConformance {
  private static final Map<String, ShownWitness> SHOWN = new TreeMap<>(ShownWitness.load());

  /** Backward, a loss-scale manager, a scheduler's state: Lockstep has no class that could try. */
  private static final Set<String> NO_CLASS =
      Set.of(
          "torch gradients-are-values",
          "mindspore gradients-are-values",
          "mindspore overflows-raise",
          "torch scheduler-has-no-state");

  private static final Pattern TOKEN = Pattern.compile("[\\w.+-]+");

  @Test
  void theScriptsAreThoseThatWereRun() {
    Map<String, Map<String, String>> recorded = new TreeMap<>();
    SHOWN.forEach(
        (id, witness) -> {
          Map<String, String> scripts = new TreeMap<>();
          witness.sides().forEach((framework, side) -> scripts.put(framework, side.script()));
          recorded.put(id, scripts);
        });
    assertEquals(
        new TreeMap<>(ShownWitness.scripts()),
        recorded,
        "record them again: ./lockstep-dev witnesses");
  }

  @TestFactory
  List<DynamicTest> bothSidesComeToWhatTheyPrinted() {
    List<DynamicTest> tests = new ArrayList<>();
    for (ShownWitness witness : SHOWN.values()) {
      tests.add(DynamicTest.dynamicTest(witness.difference(), () -> check(witness)));
    }
    return tests;
  }

  private static void check(ShownWitness witness) {
    assertEquals(Set.of("torch", "mindspore"), witness.sides().keySet());
    check(witness, "torch", TorchShown.TRIALS);
    check(witness, "mindspore", MindSporeShown.TRIALS);
    assertNotEquals(
        tokens(prints(witness, "torch")), tokens(prints(witness, "mindspore")), "no difference");
  }

  private static void check(ShownWitness witness, String framework, Map<String, Trial> trials) {
    Trial trial = trials.get(witness.difference());
    boolean none = NO_CLASS.contains(framework + " " + witness.difference());
    assertEquals(none, trial == null, "a trial of " + framework);
    if (trial != null) {
      assertEquals(tokens(prints(witness, framework)), tokens(trial.run().toString()), framework);
    }
  }

  private static String prints(ShownWitness witness, String framework) {
    return witness.sides().getOrDefault(framework, new ShownWitness.Side("", "", "")).prints();
  }

  /** Words and numbers, numbers by their value. */
  private static List<Object> tokens(String text) {
    List<Object> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      String word =
          token.group().replace("Infinity", "inf").replace("NaN", "nan").toLowerCase(Locale.ROOT);
      tokens.add(word.matches("-?[\\d.]+(e[+-]?\\d+)?") ? Double.valueOf(word) : word);
    }
    return tokens;
  }

  /** Between torch and MindSpore, but for what only the text of a class shows. */
  @Test
  void everyDifferenceOfStepsSchedulesAndStateHasAWitness() {
    Witnesses numbers = Witnesses.load();
    Cards cards = Cards.load();
    Set<String> without = new TreeSet<>();
    for (Difference difference : cards.differences()) {
      boolean concerned = cards.all().stream().anyMatch(card -> names(card, difference));
      if (concerned
          && ShownWitness.of(difference).isEmpty()
          && numbers.of(difference, cards).isEmpty()) {
        without.add(difference.id());
      }
    }
    assertEquals(Set.of(), without);
  }

  private static boolean names(Card card, Difference difference) {
    Set<String> frameworks = new HashSet<>(Set.of(card.sourceFramework(), card.targetFramework()));
    return card.kind() != Card.Kind.OPTIMIZER
        && frameworks.equals(Set.of("torch", "mindspore"))
        && card.differences().contains(difference.id());
  }
}
