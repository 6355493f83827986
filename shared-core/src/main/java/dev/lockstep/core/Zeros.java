package dev.lockstep.core;

/**
 * New arrays of zeros, those of one size side by side.
 *
 * <p>What is made for one small parameter after the other (maps, tensors, slots) would lie between
 * their state arrays, and a step that goes through the arrays would wait for memory, because what
 * it reads next is not what lies next. So small arrays are made some at a time, twice as many each
 * time.
 *
 * <p>Threads: each has its own arrays in waiting, at most {@link #BLOCK} elements.
 */
final class Zeros {
  /** Elements made at a time, at most: 64 KiB. */
  private static final int BLOCK = 1 << 14;

  private static final ThreadLocal<Zeros> OF_THREAD = ThreadLocal.withInitial(Zeros::new);

  private float[][] waiting = {};
  private int taken;
  private int size;

  private Zeros() {}

  /** A new array of zeros. */
  static float[] floats(int size) {
    return size > 0 && size <= BLOCK / 2 ? OF_THREAD.get().take(size) : new float[size];
  }

  private float[] take(int wanted) {
    if (wanted != size || taken == waiting.length) {
      int last = wanted == size ? waiting.length : 0;
      waiting = new float[Math.min(Math.max(1, 2 * last), BLOCK / wanted)][wanted];
      size = wanted;
      taken = 0;
    }
    return waiting[taken++];
  }
}
