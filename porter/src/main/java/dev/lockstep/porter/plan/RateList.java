package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.Count;
import java.util.OptionalLong;

/**
 * The rates of a whole run as a Python list, for a place in front of the optimizer's construction.
 *
 * @param scheduler the short name of the scheduler that it stands for
 * @param factor the rate of a step as a format of two texts: the base rate, and the count of
 *     scheduler steps
 * @param stepsPerEpoch optimizer steps between two scheduler steps
 * @param epochs scheduler steps of the run
 * @param ahead scheduler steps before the first optimizer step: 1 if it steps first in each round
 */
public record RateList(
    String scheduler, String factor, Count stepsPerEpoch, Count epochs, int ahead) {

  /** How many optimizer steps the run has, if that is known (options by their defaults). */
  public OptionalLong total() {
    return epochs.times(stepsPerEpoch).known();
  }
}
