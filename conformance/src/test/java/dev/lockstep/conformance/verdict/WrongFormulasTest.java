package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.conformance.verdict.WrongFormulas.WrongFormula;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The trials find every wrong formula, and tell which of all known errors it is from nothing but
 * the numbers that it makes.
 */
class WrongFormulasTest {
  private static final int TRIALS = 300;
  private static final int TAPE = 200;

  /** As in FormulaProperties: roundings of double over a few steps, grown by cancellation. */
  private static final double TOLERANCE = 1e-8;

  private static final List<WrongFormula> ALL = WrongFormulas.all();
  private static final Map<String, List<Trial>> TRIALS_OF = new LinkedHashMap<>();

  @Test
  void thereAreAtLeastThirty() {
    assertTrue(ALL.size() >= 30, "only " + ALL.size());
  }

  @TestFactory
  List<DynamicTest> isFoundAndNamed() {
    List<DynamicTest> tests = new ArrayList<>();
    for (WrongFormula formula : ALL) {
      tests.add(DynamicTest.dynamicTest(formula.toString(), () -> check(formula)));
    }
    return tests;
  }

  private static void check(WrongFormula formula) {
    boolean found = false;
    List<WrongFormula> suspects =
        new ArrayList<>(
            ALL.stream()
                .filter(other -> other.api().equals(formula.api()))
                .filter(other -> other.right().equals(formula.right()))
                .toList());
    for (Trial trial : trials(formula.api())) {
      Trace right =
          formula
              .right()
              .map(lines -> run(trial, formula.api(), lines, false))
              .orElse(facade(trial, formula.api()));
      Trace wrong = run(trial, formula);
      found |= differ(right, wrong);
      suspects.removeIf(other -> !other.equals(formula) && differ(wrong, run(trial, other)));
    }
    assertTrue(found, () -> formula + " passes for the right formula");
    assertEquals(
        List.of(formula.toString()), suspects.stream().map(WrongFormula::toString).toList());
  }

  private static boolean differ(Trace a, Trace b) {
    return a.firstDifference(b, at -> TOLERANCE * Math.max(1, a.largest(at))).isPresent();
  }

  /** Trials that the real constructor takes. */
  private static synchronized List<Trial> trials(String api) {
    return TRIALS_OF.computeIfAbsent(api, WrongFormulasTest::makeTrials);
  }

  private static List<Trial> makeTrials(String api) {
    List<Trial> trials = new ArrayList<>();
    for (int seed = 0; seed < TRIALS; seed++) {
      new TrialMaker(signature(api), Map.of(), false)
          .make(new Choices(Choices.random(seed, TAPE)), FormulaProperties::isSmall)
          .filter(trial -> isTaken(trial, api))
          .ifPresent(trials::add);
    }
    // In every second one a parameter is one step behind the others.
    for (int i = 0; i < trials.size(); i += 2) {
      trials.set(i, trials.get(i).withoutFirstGradient());
    }
    return trials;
  }

  private static boolean isTaken(Trial trial, String api) {
    try {
      facade(trial, api);
      return true;
    } catch (OptionException refusal) {
      return false;
    }
  }

  private static Trace facade(Trial trial, String api) {
    return duel(trial, api).left();
  }

  private static Trace run(Trial trial, WrongFormula formula) {
    return run(trial, formula.api(), formula.wrong(), formula.countsTogether());
  }

  private static Trace run(
      Trial trial, String api, List<Formula.Line> lines, boolean countsTogether) {
    Duel duel = duel(trial, api);
    List<Parameter> parameters = duel.parameters();
    FormulaSide side = FormulaSide.of(lines, trial, signature(api), parameters);
    FormulaSide counting = countsTogether ? side.countingTogether() : side;
    return duel.run(counting, parameters, Optional.empty());
  }

  private static Duel duel(Trial trial, String api) {
    RecordedSignature signature = signature(api);
    return new Duel(Selves.card(api), signature, signature, trial, Arithmetic.COMMON);
  }

  private static RecordedSignature signature(String api) {
    return Signatures.newest(api).orElseThrow();
  }
}
