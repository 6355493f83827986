package dev.lockstep.mindspore;

import dev.lockstep.core.DType;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Slots;
import dev.lockstep.core.UpdateRule;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The rule of an optimizer's step: one for all elements, or one for each part of each chunk.
 *
 * <p>An instance belongs to one optimizer.
 */
public final class Kernel<H> {
  private final List<Operator.Part<H>> parts;
  private final Cut cut;
  private final int threads;
  private final IdentityHashMap<Slots<H>, CutRule<H>> rules = new IdentityHashMap<>();

  private Kernel(List<Operator.Part<H>> parts, Cut cut, int threads) {
    this.parts = parts;
    this.cut = cut;
    this.threads = threads;
  }

  /** The same rule for all elements. */
  static <H> Kernel<H> of(Precisions<UpdateRule<H>> rule) {
    return new Kernel<>(List.of(new Operator.Part<>(1, rule)), Cut.BY_SIZE, 1);
  }

  /** The operator's parts, with tensors cut into chunks for that many threads. */
  static <H> Kernel<H> of(Operator<H> operator, int threads) {
    return new Kernel<>(operator.parts(), operator.cut(), threads);
  }

  /** Whether all parameters have the same rule. */
  public boolean isUniform() {
    return parts.size() == 1;
  }

  /** The rule for the coming step of a parameter; to be asked for once a step. */
  public UpdateRule<H> rule(Slots<H> slots) {
    DType dtype = slots.dtype();
    if (isUniform()) {
      return parts.get(0).rule().shared(dtype);
    }
    CutRule<H> rule = rules.get(slots);
    if (rule == null) {
      rule = new CutRule<>(parts, dtype, slots.size());
      rules.put(slots, rule);
    }
    rule.launch(cut, threads);
    return rule;
  }
}
