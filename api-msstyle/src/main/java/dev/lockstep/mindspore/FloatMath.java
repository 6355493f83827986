package dev.lockstep.mindspore;

import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.math.Glibc;

/** Elementary functions of one float32 number, as MindSpore's CPU operators give them. */
public final class FloatMath {
  private FloatMath() {}

  /** x to the power y: the C library's, not quite correctly rounded. */
  public static float pow(float x, float y) {
    return Glibc.powf(x, y);
  }

  /** The sine, correctly rounded to double and then to float. */
  public static float sin(float x) {
    return (float) CorrectlyRounded.sin(x);
  }

  /** The cosine. */
  public static float cos(float x) {
    return (float) CorrectlyRounded.cos(x);
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
