package dev.lockstep.mindspore;

import dev.lockstep.core.DType;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Slots;
import dev.lockstep.core.UpdateRule;
import java.util.IdentityHashMap;

/**
 * The rule of an optimizer's step: one for all elements, or one for the vector body and one for the
 * scalar tail of each chunk.
 *
 * <p>An instance belongs to one optimizer.
 */
public final class Kernel<H> {
  private final Precisions<UpdateRule<H>> body;
  private final Precisions<UpdateRule<H>> tail;
  private final Cut cut;
  private final int threads;
  private final IdentityHashMap<Slots<H>, CutRule<H>> rules = new IdentityHashMap<>();

  private Kernel(
      Precisions<UpdateRule<H>> body, Precisions<UpdateRule<H>> tail, Cut cut, int threads) {
    this.body = body;
    this.tail = tail;
    this.cut = cut;
    this.threads = threads;
  }

  /** The same rule for all elements. */
  public static <H> Kernel<H> of(Precisions<UpdateRule<H>> rule) {
    return new Kernel<>(rule, rule, Cut.BY_SIZE, 1);
  }

  /** Two rules, and how a tensor is cut into chunks for that many threads. */
  public static <H> Kernel<H> of(
      Precisions<UpdateRule<H>> body, Precisions<UpdateRule<H>> tail, Cut cut, int threads) {
    return new Kernel<>(body, tail, cut, threads);
  }

  /**
   * The rule for the coming step of a parameter.
   *
   * @param launch steps before it
   */
  public UpdateRule<H> rule(Slots<H> slots, int launch) {
    DType dtype = slots.parameter().value().dtype();
    if (body == tail) {
      return body.shared(dtype);
    }
    int size = slots.parameter().value().size();
    CutRule<H> rule = rules.get(slots);
    if (rule == null) {
      rule = new CutRule<>(body.shared(dtype), tail.shared(dtype), size);
      rules.put(slots, rule);
    }
    rule.cut(cut.chunks(size, launch, threads));
    return rule;
  }
}
