package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.Option;

/** What is broken in MegEngine 1.13 and is imitated only on request. */
public enum Quirk implements Option {
  /** {@code LAMB} cannot be constructed: its state asks for an argument that is not there. */
  LAMB_CANNOT_BE_MADE
}
