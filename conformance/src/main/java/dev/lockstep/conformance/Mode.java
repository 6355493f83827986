package dev.lockstep.conformance;

import java.util.Locale;

/** How a trace is replayed. */
public enum Mode {
  /** From the first values to the end, on the replay's own state. */
  FREE,
  /** Every update starts from the recorded parameters and state before it. */
  RESTARTED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
