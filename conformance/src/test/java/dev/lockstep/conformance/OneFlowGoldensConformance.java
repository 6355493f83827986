package dev.lockstep.conformance;

import java.io.IOException;

/** The traces of OneFlow's eager optimizers. */
class OneFlowGoldensConformance extends GoldensConformance {
  OneFlowGoldensConformance() throws IOException {
    super(Goldens.ONEFLOW);
  }
}
