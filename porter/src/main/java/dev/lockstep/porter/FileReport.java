package dev.lockstep.porter;

import java.util.List;
import java.util.Optional;

/**
 * What became of one file.
 *
 * @param path the name it was given
 * @param status what became of it
 * @param problem why it could not be ported at all, {@code file:line:column: ...}; empty if it
 *     could
 * @param original its text
 * @param ported the ported text; the original if nothing changed
 * @param decisions in the order of the lines
 * @param optimizers the optimizers that were ported, for curves and simulation
 */
public record FileReport(
    String path,
    Status status,
    Optional<String> problem,
    String original,
    String ported,
    List<Decision> decisions,
    List<PortedOptimizer> optimizers) {

  /** Whether the text changed. */
  public boolean isChanged() {
    return !original.equals(ported);
  }

  /** The decisions with that action. */
  public List<Decision> decisions(Action action) {
    return decisions.stream().filter(d -> d.action() == action).toList();
  }

  /** Whether a user must look: something was refused, or the file could not be ported. */
  public boolean hasFindings() {
    return problem.isPresent() || !decisions(Action.REFUSED).isEmpty();
  }

  /** The same with other decisions. */
  FileReport with(List<Decision> others) {
    return new FileReport(path, status, problem, original, ported, others, optimizers);
  }

  static FileReport failed(String path, Status status, String text, String problem) {
    return new FileReport(path, status, Optional.of(problem), text, text, List.of(), List.of());
  }
}
