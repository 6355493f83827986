package dev.lockstep.conformance.verdict;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.OptionException;

/** A card claims what is not so. The message says what to change in the card. */
public final class FalseVerdict extends RuntimeException {
  private static final long serialVersionUID = 1;

  private FalseVerdict(String message) {
    super(message);
  }

  static FalseVerdict unequal(Claim claim, Trial trial, Arithmetic arithmetic, Trace.Place place) {
    return new FalseVerdict(
        ("%s says %s, but in %s arithmetic %s, for %s. Change the card: let a case before it name"
                + " these options as DIVERGES with the difference, or add the rewrite that closes"
                + " the gap.")
            .formatted(claim.id(), claim.verdict(), arithmetic, place, trial));
  }

  static FalseVerdict refused(Claim claim, Trial trial, OptionException refusal) {
    return new FalseVerdict(
        ("%s says %s, but %s takes options that %s refuses (%s): %s. Change the card: let a case"
                + " before it name these options as UNSUPPORTED.")
            .formatted(
                claim.id(),
                claim.verdict(),
                claim.card().from(),
                claim.card().to(),
                refusal.getMessage(),
                trial));
  }

  static FalseVerdict noWitness(Claim claim, int tries) {
    return new FalseVerdict(
        ("%s says DIVERGES (%s), but none of %s trials gave other numbers. Change the card: say"
                + " EQUIVALENT if both sides are one formula, or make the options of the case ones"
                + " that show the difference.")
            .formatted(claim.id(), String.join(", ", claim.row().differences()), tries));
  }
}
