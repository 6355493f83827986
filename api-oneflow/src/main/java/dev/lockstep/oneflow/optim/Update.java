package dev.lockstep.oneflow.optim;

import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Transform;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.transform.AddDecay;
import java.util.List;

/**
 * How an optimizer updates the elements of a group in one arithmetic: the numbers of a step, and
 * the rule that takes them.
 *
 * @param <H> the numbers of one step, as the rule wants them
 */
abstract class Update<H> {
  /** A new object for the numbers of a step. */
  abstract H newNumbers();

  /** Sets the numbers of step k, counted from 1 for the whole optimizer. */
  abstract void set(H h, Options options, long k);

  /** The rule under these options. */
  abstract Precisions<UpdateRule<H>> rule(Options options);

  /** The state tensors in the rule's order; those that the optimizer does not keep are scratch. */
  abstract List<String> slots();

  /** Decay that is added to the gradient before the rule; 0 where the kernel adds it itself. */
  double decay(Options options) {
    return 0;
  }

  /** What adds it. */
  final Precisions<Transform> adder() {
    return AddDecay.KIND;
  }

  /** A number as OneFlow hands it to a kernel. */
  static float narrow(double value) {
    return (float) value;
  }

  /** What a number leaves of 1, as OneFlow hands it to a kernel. */
  static float rest(double value) {
    return 1 - (float) value;
  }
}
