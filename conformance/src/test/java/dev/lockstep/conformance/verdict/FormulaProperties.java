package dev.lockstep.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.config.Api;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.mapping.Card;
import dev.lockstep.mapping.Condition;
import dev.lockstep.mapping.Formula;
import dev.lockstep.mapping.RecordedOption;
import dev.lockstep.mapping.RecordedSignature;
import dev.lockstep.mapping.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The formulas that explain an optimizer are what its facade computes. */
class FormulaProperties {
  // Some dozen roundings of 2^-53 a step, grown by 1/(1 - beta2) and by cancellation in v - a^2.
  private static final double TOLERANCE = 1e-8;

  // The rates of job functions are float32 numbers, and so are RMSProp's options.
  private static final double OF_JOBS = 1e-5;

  // A parameter of about 1 from which about 1 was taken.
  private static final double ROUNDING = 1e-14;

  // Clipping is no part of a formula.
  private static final Map<String, Condition> UNCLIPPED =
      Map.of("grad_clipping", Condition.IS_NONE);

  private static final List<Formula> FORMULAS =
      Formula.load().values().stream().filter(FormulaProperties::isOptimizer).toList();

  private static boolean isOptimizer(Formula formula) {
    return Api.find(formula.api()).isPresent()
        && Signatures.newest(formula.api())
            .map(s -> s.options().stream().anyMatch(FormulaProperties::isOfAnOptimizer))
            .orElse(false);
  }

  private static boolean isOfAnOptimizer(RecordedOption option) {
    return option.kind() == RecordedOption.Kind.PARAMS || option.name().equals("lr_scheduler");
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theFormulaIsWhatTheFacadeComputes(@ForAll("tapes") int[] tape) {
    List<String> wrong = new ArrayList<>();
    for (Formula formula : FORMULAS) {
      RecordedSignature signature = Signatures.newest(formula.api()).orElseThrow();
      new TrialMaker(signature, UNCLIPPED, false)
          .make(new Choices(tape), FormulaProperties::isSmall)
          .flatMap(trial -> difference(formula, signature, trial))
          .ifPresent(wrong::add);
    }
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  /** Formulas are read anew for every element. */
  static boolean isSmall(Trial trial) {
    int elements =
        trial.groups().stream()
            .flatMap(group -> group.values().stream())
            .mapToInt(value -> value.length)
            .sum();
    return trial.dtype() == DType.F64 && elements <= 6;
  }

  private static Optional<String> difference(
      Formula formula, RecordedSignature signature, Trial trial) {
    Card itself = Selves.card(formula.api());
    Duel duel = new Duel(itself, signature, signature, trial, Arithmetic.COMMON);
    Trace facade;
    try {
      facade = duel.left();
    } catch (OptionException refusal) {
      return Optional.empty();
    }
    List<Parameter> parameters = duel.parameters();
    FormulaSide side = FormulaSide.of(formula.lines(), trial, signature, parameters);
    Trace told = duel.run(side, parameters, Optional.empty());
    return facade
        .firstDifference(told, at -> tolerance(formula) * Math.max(1, facade.largest(at)))
        .filter(place -> !(hasNorm(formula) && vanishedBefore(facade, place)))
        .map(place -> formula.api() + ": " + place + " for " + trial);
  }

  private static boolean hasNorm(Formula formula) {
    return formula.lines().stream().anyMatch(line -> line.text().contains("norm"));
  }

  /**
   * Whether what is left of a parameter was rounding: LAMB's trust is 1 where the norm is 0, and as
   * small as the norm beside it, so that a last bit decides how far the next step goes.
   */
  private static boolean vanishedBefore(Trace facade, Trace.Place place) {
    return IntStream.range(0, place.step())
        .mapToObj(step -> facade.after(step).get(place.parameter()))
        .anyMatch(
            value ->
                IntStream.range(0, value.size()).allMatch(i -> Math.abs(value.get(i)) < ROUNDING));
  }

  private static double tolerance(Formula formula) {
    return formula.api().startsWith("oneflow.optimizer.") ? OF_JOBS : TOLERANCE;
  }

  @Provide
  Arbitrary<int[]> tapes() {
    return Tapes.any();
  }
}
