package dev.lockstep.conformance;

import java.io.IOException;

/** The traces of MegEngine's optimizers and gradient clipping. */
class MegEngineGoldensConformance extends GoldensConformance {
  MegEngineGoldensConformance() throws IOException {
    super(Goldens.MEGENGINE);
  }
}
