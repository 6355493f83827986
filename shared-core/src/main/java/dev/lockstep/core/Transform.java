package dev.lockstep.core;

/**
 * Something done to a run of gradient (or parameter) elements before the update rule, with one
 * number that may change every step. An instance belongs to one parameter.
 */
public abstract class Transform {
  private final double neutral;
  private final boolean changesGradient;
  private double value;

  /**
   * @param neutral the number with which this changes nothing, so that it is skipped (NaN: none)
   * @param changesGradient true if the gradient is written, false if only the parameter is
   */
  protected Transform(double neutral, boolean changesGradient) {
    this.neutral = neutral;
    this.value = neutral;
    this.changesGradient = changesGradient;
  }

  /** Sets the number for the coming step. */
  public final void set(double value) {
    this.value = value;
  }

  /** The number for the coming step. */
  protected final double value() {
    return value;
  }

  /** False if the number is the one with which this changes nothing. */
  public final boolean isActive() {
    return value != neutral;
  }

  /** True if the gradient is written, false if only the parameter is. */
  public final boolean changesGradient() {
    return changesGradient;
  }

  /** Joins a view of the gradient, as what comes last so far; false if it does not fit in. */
  public boolean join(GradientView view) {
    return false;
  }

  /** Changes the elements {@code [from, to)} of g (a scratch copy) or of p. */
  public void apply(float[] p, float[] g, int from, int to) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f64");
  }

  /** Changes the elements {@code [from, to)} of g (a scratch copy) or of p. */
  public void apply(double[] p, double[] g, int from, int to) {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " is for f32");
  }
}
