package dev.lockstep.mapping;

/** Whether a condition holds, if that can be told before the script runs. */
public enum Truth {
  /** It does not hold. */
  NO,
  /** It depends on a value that is only known when the script runs. */
  UNKNOWN,
  /** It holds. */
  YES;

  /** The truth of both holding. */
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  static Truth of(boolean holds) {
    return holds ? YES : NO;
  }
}
