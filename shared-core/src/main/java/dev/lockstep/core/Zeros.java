package dev.lockstep.core;

/**
 * New arrays of zeros, those of one size side by side.
 *
 * <p>What is made for one small parameter after the other (maps, tensors, slots) would lie between
 * their state arrays, and a step that goes through the arrays would wait for memory, because what
 * it reads next is not what lies next. So small arrays are made some at a time, twice as many each
 * time.
 *
 * <p>Arrays that are asked for one after the other are slots of one parameter, and are taken from
 * {@link #LANES} runs in turn: side by side, a load of one slot would wait for the store to the one
 * in front of it wherever an array is a little less than 4 KiB, because the processor compares the
 * last 12 bits of addresses first.
 *
 * <p>Threads: each has its own arrays in waiting, at most {@link #BLOCK} elements.
 */
final class Zeros {
  /** Elements made at a time, at most: 256 KiB. */
  private static final int BLOCK = 1 << 16;

  /** Runs of a block that arrays are taken from in turn. */
  private static final int LANES = 4;

  private static final ThreadLocal<Zeros> OF_THREAD = ThreadLocal.withInitial(Zeros::new);

  private float[][] waiting = {};
  private int taken;
  private int size;

  private Zeros() {}

  /** A new array of zeros. */
  static float[] floats(int size) {
    return size > 0 && size <= BLOCK / (2 * LANES) ? OF_THREAD.get().take(size) : new float[size];
  }

  private float[] take(int wanted) {
    if (wanted != size || taken == waiting.length) {
      int last = wanted == size ? waiting.length : 0;
      waiting = new float[Math.min(Math.max(1, 2 * last), BLOCK / wanted)][wanted];
      size = wanted;
      taken = 0;
    }
    return waiting[at(taken++)];
  }

  /** Where the next one is; what is left over when the runs are taken comes last. */
  private int at(int turn) {
    int run = waiting.length / LANES;
    return turn < run * LANES ? turn % LANES * run + turn / LANES : turn;
  }
}
