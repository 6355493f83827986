package dev.lockstep.config.schedule;

/** What a schedule may move. */
public enum Quantity {
  /** The learning rate. */
  RATE("learning rate"),
  /** The weight decay. */
  WEIGHT_DECAY("weight decay"),
  /** The momentum, or the first of two betas. */
  MOMENTUM("momentum");

  private final String words;

  Quantity(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
