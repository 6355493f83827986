package dev.lockstep.mindspore;

import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * An operator of MindSpore: the update that it specifies, and how its CPU kernel rounds.
 *
 * @param common the update in common arithmetic
 * @param body the kernel's vector body
 * @param tail the kernel's scalar tail; the body again if they do not differ
 * @param cut into which chunks the kernel cuts a tensor
 */
public record Operator<H>(
    Precisions<UpdateRule<H>> common,
    Precisions<UpdateRule<H>> body,
    Precisions<UpdateRule<H>> tail,
    Cut cut) {

  /** An operator whose kernel treats all elements alike. */
  public static <H> Operator<H> of(
      Precisions<UpdateRule<H>> common, Precisions<UpdateRule<H>> kernel) {
    return new Operator<>(common, kernel, kernel, Cut.BY_SIZE);
  }
}
