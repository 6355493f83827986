package dev.lockstep.conformance;

import java.io.IOException;

/** The recorded learning-rate curves. */
class ScheduleGoldensConformance extends GoldensConformance {
  ScheduleGoldensConformance() throws IOException {
    super(Goldens.SCHEDULES);
  }
}
