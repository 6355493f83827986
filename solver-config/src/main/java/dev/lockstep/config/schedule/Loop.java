package dev.lockstep.config.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a training goes through its data: epochs, and the optimizer steps in each.
 *
 * @param stepsOfEpoch the number of optimizer steps of each epoch, at least 1 each
 */
public record Loop(List<Integer> stepsOfEpoch) {
  /** Refuses an empty epoch. */
  public Loop {
    stepsOfEpoch = List.copyOf(stepsOfEpoch);
    for (int steps : stepsOfEpoch) {
      if (steps < 1) {
        throw new IllegalArgumentException("an epoch must have at least 1 step, got " + steps);
      }
    }
  }

  /** Epochs of equal length. */
  public static Loop of(int epochs, int stepsPerEpoch) {
    return new Loop(Collections.nCopies(epochs, stepsPerEpoch));
  }

  /** So many steps, in epochs of equal length; the last one may be cut short. */
  public static Loop ofSteps(int steps, int stepsPerEpoch) {
    List<Integer> epochs = new ArrayList<>();
    for (int left = steps; left > 0; left -= stepsPerEpoch) {
      epochs.add(Math.min(left, stepsPerEpoch));
    }
    return new Loop(epochs);
  }

  /** How many epochs there are. */
  public int epochs() {
    return stepsOfEpoch.size();
  }

  /** How many steps there are. */
  public int steps() {
    return stepsOfEpoch.stream().mapToInt(Integer::intValue).sum();
  }

  /** The epoch of a step, both counted from 0. */
  public int epochOf(int step) {
    int epoch = 0;
    for (int left = step; left >= stepsOfEpoch.get(epoch); epoch++) {
      left -= stepsOfEpoch.get(epoch);
    }
    return epoch;
  }

  /** The first step of an epoch, both counted from 0. */
  public int firstStepOf(int epoch) {
    return stepsOfEpoch.subList(0, epoch).stream().mapToInt(Integer::intValue).sum();
  }

  /** The length of the first epoch. */
  public int stepsPerEpoch() {
    return stepsOfEpoch.isEmpty() ? 1 : stepsOfEpoch.get(0);
  }

  /**
   * Whether the epoch of a step is the step divided by {@link #stepsPerEpoch}: all epochs are of
   * one length, but for a shorter last one.
   */
  public boolean isRegular() {
    for (int epoch = 0; epoch < epochs(); epoch++) {
      int steps = stepsOfEpoch.get(epoch);
      boolean last = epoch == epochs() - 1;
      if (steps != stepsPerEpoch() && !(last && steps < stepsPerEpoch())) {
        return false;
      }
    }
    return true;
  }
}
