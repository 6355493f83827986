package dev.lockstep.conformance;

import java.io.IOException;

/** The traces of optimizers. */
class OptimizerGoldensConformance extends GoldensConformance {
  OptimizerGoldensConformance() throws IOException {
    super(Goldens.OPTIMIZERS);
  }
}
