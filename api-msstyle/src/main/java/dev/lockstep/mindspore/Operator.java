package dev.lockstep.mindspore;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;
import java.util.List;

/**
 * An operator of MindSpore: the update that it specifies, and how its CPU kernel rounds.
 *
 * @param common the update in common arithmetic
 * @param parts of the kernel, the widest first: each takes as many elements of a chunk as fill its
 *     lanes; the last takes the rest
 * @param cut into which chunks the kernel cuts a tensor
 */
public record Operator<H>(Precisions<UpdateRule<H>> common, List<Part<H>> parts, Cut cut) {
  public Operator {
    parts = List.copyOf(parts);
  }

  /**
   * A part of a kernel.
   *
   * @param lanes floats that it takes at once
   * @param rule what it does with them
   */
  public record Part<H>(int lanes, Precisions<UpdateRule<H>> rule) {}

  /** An operator whose kernel treats all elements alike. */
  public static <H> Operator<H> of(
      Precisions<UpdateRule<H>> common, Precisions<UpdateRule<H>> kernel) {
    return new Operator<>(common, List.of(new Part<>(1, kernel)), Cut.BY_SIZE);
  }

  /** An operator with a vector body and a scalar tail. */
  public static <H> Operator<H> of(
      Precisions<UpdateRule<H>> common,
      Precisions<UpdateRule<H>> body,
      Precisions<UpdateRule<H>> tail,
      Cut cut) {
    return new Operator<>(common, List.of(new Part<>(8, body), new Part<>(1, tail)), cut);
  }
}
