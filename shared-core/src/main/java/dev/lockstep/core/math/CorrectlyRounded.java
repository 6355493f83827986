package dev.lockstep.core.math;

/** Elementary functions in double. */
public final class CorrectlyRounded {
  private CorrectlyRounded() {}

  /** x to the power y. */
  public static double pow(double x, double y) {
    return Math.pow(x, y);
  }
}
