package dev.lockstep.conformance;

import java.util.Map;
import java.util.Optional;

/**
 * The outcome of one case.
 *
 * @param id the case, or its place in the file if it could not be read
 * @param unsupported why it was not replayed; empty if it was
 * @param budget what holds for it
 * @param values recorded numbers compared
 * @param exact those at 0 ULP
 * @param worstUlp largest distance of any number from what was recorded, in ULP
 * @param first where it left its budget first; empty if it did not
 * @param observed for each bound that was used, the largest deviation, in its unit
 */
public record CaseReport(
    String id,
    String unsupported,
    Budget budget,
    long values,
    long exact,
    double worstUlp,
    Optional<Deviation> first,
    Map<Budget.Entry, Double> observed) {

  /** A case that was not replayed. */
  static CaseReport unsupported(String id, String reason) {
    return new CaseReport(id, reason, Budget.none(), 0, 0, 0, Optional.empty(), Map.of());
  }

  /** Whether it was replayed. */
  public boolean replayed() {
    return unsupported.isEmpty();
  }
}
