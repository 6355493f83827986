package dev.lockstep.checkpoint.convert;

import java.util.ArrayList;
import java.util.List;

/** What became of each key: a line a tensor of either side. Not safe for several threads. */
public final class KeyReport {
  /** What became of a key. */
  public enum Fate {
    /** The same bytes under the other side's name. */
    CARRIED,
    /** Made from other state, as the other side would hold it. */
    MADE,
    /** Not on the other side: nothing is lost by it. */
    LEFT_OUT
  }

  /**
   * A line.
   *
   * @param from the key that was read; empty for what is made
   * @param to the key that is written; empty for what is left out
   * @param note why, in a sentence; may be empty
   */
  public record Line(Fate fate, String from, String to, String note) {}

  private final List<Line> lines = new ArrayList<>();

  /** The same bytes under the other side's name. */
  public void carried(String from, String to) {
    lines.add(new Line(Fate.CARRIED, from, to, ""));
  }

  /** Made from other state, or taken as it is by default. */
  public void made(String to, String note) {
    lines.add(new Line(Fate.MADE, "", to, note));
  }

  /** Not on the other side, with the reason. */
  public void leftOut(String from, String note) {
    lines.add(new Line(Fate.LEFT_OUT, from, "", note));
  }

  /** The lines, in the order of the file that is written. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }
}
