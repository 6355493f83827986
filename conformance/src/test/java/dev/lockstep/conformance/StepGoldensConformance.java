package dev.lockstep.conformance;

import java.io.IOException;

/** The recorded calls that limit gradients, and the recorded loss scales. */
class StepGoldensConformance extends GoldensConformance {
  StepGoldensConformance() throws IOException {
    super(Goldens.STEPS);
  }
}
