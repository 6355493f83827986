package dev.lockstep.oneflow.optimizer;

import dev.lockstep.core.schedule.Milestones;

/** The pieces between boundaries; a boundary is the last step of its piece. */
final class Piecewise {
  private Piecewise() {}

  /** The piece of a step. */
  static int piece(Milestones boundaries, long trainStep) {
    int piece = 0;
    while (piece < boundaries.values().size() && trainStep > boundaries.values().get(piece)) {
      piece++;
    }
    return piece;
  }

  /** There is one number more than boundaries, and they increase. */
  static void check(LrScheduler owner, Milestones boundaries, int numbers) {
    int count = boundaries.values().size();
    owner.require(
        numbers == count + 1,
        "%s boundaries make %s pieces, got numbers for %s",
        count,
        count + 1,
        numbers);
    for (int i = 1; i < count; i++) {
      owner.require(
          boundaries.values().get(i) > boundaries.values().get(i - 1),
          "boundaries must increase, got %s",
          boundaries);
    }
  }
}
