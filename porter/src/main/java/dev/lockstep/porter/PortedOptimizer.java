package dev.lockstep.porter;

import dev.lockstep.config.Definition;
import dev.lockstep.mapping.Text;
import dev.lockstep.mapping.Verdict;
import dev.lockstep.porter.plan.Texts;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An optimizer and its schedule, before and after.
 *
 * <p>The definitions hold what is known before the script runs: literals, and options of the
 * command line by their defaults. Options that are not known are left out; {@link #complete()} says
 * whether that happened.
 *
 * @param line where it is constructed in the original
 * @param source the optimizer of the source framework
 * @param target the optimizer of the target framework
 * @param verdict how faithful the port is
 * @param card the mapping card
 * @param reason why this target
 * @param schedule what became of the schedule, if there is one
 * @param stepsPerEpoch optimizer steps between two scheduler steps, if known
 * @param totalSteps optimizer steps of the run, if known
 * @param complete whether every option that was written is known
 */
public record PortedOptimizer(
    int line,
    Definition source,
    Definition target,
    Verdict verdict,
    String card,
    Text reason,
    Optional<Text> schedule,
    OptionalLong stepsPerEpoch,
    OptionalLong totalSteps,
    boolean complete) {
  /** Steps shown when the script does not tell how many it runs. */
  private static final int USUAL_STEPS = 200;

  /** Steps shown of a longer run: what a curve of some hundred pixels can show. */
  private static final int MOST_STEPS = 2000;

  /** This port gone on by another one, of its target. */
  PortedOptimizer into(PortedOptimizer next, Verdict weaker) {
    return new PortedOptimizer(
        line,
        source,
        next.target,
        weaker,
        next.card,
        Texts.join(reason, next.reason),
        next.schedule,
        next.stepsPerEpoch,
        next.totalSteps,
        complete && next.complete);
  }

  /** How many steps of the run a report shows. */
  public int shownSteps() {
    return shownSteps(totalSteps);
  }

  static int shownSteps(OptionalLong total) {
    return (int) Math.min(total.orElse(USUAL_STEPS), MOST_STEPS);
  }
}
