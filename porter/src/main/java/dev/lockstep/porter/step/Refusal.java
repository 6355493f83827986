package dev.lockstep.porter.step;

import dev.lockstep.mapping.Text;

/** A step cannot be taken apart; the reason says why. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Text reason;

  Refusal(Text reason) {
    super(reason.en(), null, false, false);
    this.reason = reason;
  }

  /** Refuses unless a condition holds. */
  static void unless(boolean condition, Text reason) throws Refusal {
    if (!condition) {
      throw new Refusal(reason);
    }
  }

  /** Why. */
  public Text reason() {
    return reason;
  }
}
