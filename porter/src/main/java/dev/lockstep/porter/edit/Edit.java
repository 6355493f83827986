package dev.lockstep.porter.edit;

import java.util.Comparator;

/**
 * The replacement of a range; an empty range is an insertion before what stands there.
 *
 * @param start its first character
 * @param end the character after its last
 * @param replacement what stands there instead
 */
record Edit(int start, int end, Replacement replacement) {
  /** In source order; at one place insertions first, then the wider range. */
  static final Comparator<Edit> ORDER =
      Comparator.comparingInt(Edit::start)
          .thenComparing(edit -> edit.isInsertion() ? 0 : 1)
          .thenComparing(edit -> edit.replacement().isDefinition() ? 0 : 1)
          .thenComparing(edit -> -edit.end());

  boolean isInsertion() {
    return start == end;
  }

  boolean within(int from, int to) {
    return from <= start && end <= to && !(isInsertion() && start == to && from != to);
  }

  /** Whether that range does not come out again: it is replaced, or lies in what is dropped. */
  boolean drops(int from, int to) {
    boolean same = start == from && end == to && !isInsertion();
    boolean around = start <= from && to <= end && !isInsertion();
    return same || (around && replacement instanceof Replacement.Fixed);
  }

  boolean overlapsPartly(Edit other) {
    boolean apart = end <= other.start || other.end <= start;
    boolean nested = within(other.start, other.end) || other.within(start, end);
    return !apart && !nested;
  }
}
