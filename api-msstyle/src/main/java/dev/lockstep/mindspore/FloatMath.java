package dev.lockstep.mindspore;

import dev.lockstep.core.math.CorrectlyRounded;

/** Elementary functions of one float32 number, as MindSpore's CPU operators give them. */
public final class FloatMath {
  private FloatMath() {}

  /** x to the power y. */
  public static float pow(float x, float y) {
    return (float) CorrectlyRounded.pow(x, y);
  }

  /** x to the power y, for the double twins of kernels. */
  public static double pow(double x, double y) {
    return CorrectlyRounded.pow(x, y);
  }

  /** The sine. */
  public static float sin(float x) {
    return (float) Math.sin(x);
  }

  /** The square root, correctly rounded. */
  public static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }

  /** The largest whole number that is not above x. */
  public static float floor(float x) {
    return (float) Math.floor(x);
  }

  /** The smallest whole number that is not below x. */
  public static float ceil(float x) {
    return (float) Math.ceil(x);
  }
}
