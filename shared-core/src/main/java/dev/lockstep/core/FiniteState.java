package dev.lockstep.core;

/**
 * Whether all state that a rule must be careful with is known to be finite, so that it need not be
 * asked in every step ({@link Finite}): true from zeros on, until a rule leaves something else or
 * somebody else may have written it. What was doubted once stays so.
 *
 * <p>Threads: those of one step may share it, as each doubts only what the next step reads.
 */
public final class FiniteState {
  /** Of state of which nothing is known. */
  public static final FiniteState UNKNOWN = new FiniteState();

  static {
    UNKNOWN.doubt();
  }

  private boolean known = true;

  /** True if all of it is finite. */
  public boolean isKnown() {
    return known;
  }

  /** Says that some of it may not be finite. */
  public void doubt() {
    if (known) { // written once: it is read beside by other threads
      known = false;
    }
  }
}
