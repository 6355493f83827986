package dev.lockstep.examples.oneflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The train job and the predict job of the guide, computed by an engine. */
class LeNetJobsTest {
  @Test
  void thePredictJobSeesWhatTheTrainJobHasLearnt() {
    try (LeNetJobs jobs = new LeNetJobs(1)) {
      assertTrue(jobs.accuracyAfter(0) < 0.5, "ten classes, untrained");
      assertEquals(1, jobs.accuracyAfter(60), "every image of a batch it has not seen");
    }
  }
}
