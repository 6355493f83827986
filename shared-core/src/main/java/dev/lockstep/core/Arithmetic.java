package dev.lockstep.core;

/** In which arithmetic an optimizer computes (doc/adr/0001). */
public enum Arithmetic implements Option {
  /**
   * The bits of the real framework, its fused operations and its roundings included: the default.
   */
  NATIVE,
  /**
   * IEEE, one rounding an operation, no fused multiply-add, no quirk: in it, classes of different
   * frameworks that are equal in real arithmetic give equal bits.
   */
  COMMON;

  /** What is chosen among these options; the last one counts. */
  public static Arithmetic of(Option... options) {
    Arithmetic chosen = NATIVE;
    for (Option option : options) {
      chosen = option instanceof Arithmetic given ? given : chosen;
    }
    return chosen;
  }
}
