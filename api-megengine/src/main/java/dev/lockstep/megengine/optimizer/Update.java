package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.Options;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.UpdateRule;

/**
 * How an optimizer updates the elements of a parameter in one arithmetic: the numbers of a step,
 * and the rule that takes them.
 *
 * @param <H> the numbers of one step, as the rule wants them
 */
abstract class Update<H> {
  /** A new object for the numbers of a step. */
  abstract H newNumbers();

  /** Sets the numbers of step t of a parameter, counted from 1. */
  abstract void set(H h, Options options, double t);

  /** The rule under these options. */
  abstract Precisions<UpdateRule<H>> rule(Options options);

  /** Decay that is added to the gradient before the rule. */
  abstract double decay(Options options);

  /** A number as MegEngine makes a tensor of it. */
  static float narrow(double value) {
    return (float) value;
  }

  /** What a number leaves of 1, both float32. */
  static float rest(double value) {
    return 1 - (float) value;
  }
}
