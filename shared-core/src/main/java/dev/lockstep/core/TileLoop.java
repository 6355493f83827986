package dev.lockstep.core;

/** The tile loop of one precision, with the scratch memory of one thread. */
public abstract class TileLoop {
  /**
   * Elements in a tile: a multiple of every vector width, small enough that a tile of a parameter,
   * its gradient and three slots stays in a 256 KiB cache.
   */
  public static final int TILE = 8192;

  /**
   * Elements that a rule updates at once where nothing is copied: a memory stream that starts anew
   * costs about a microsecond.
   */
  public static final int RUN = 16 * TILE;

  /** Applies transforms and rule to the elements {@code [from, to)} of a parameter. */
  public abstract <H> void run(Slots<H> slots, int from, int to);
}
