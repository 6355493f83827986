/**
 * The training step: which statements compute the loss, and how they become a function whose
 * gradients the optimizer is handed.
 *
 * <p>The rule of this package: a step is taken apart only if every statement that acts on its
 * gradients is understood; otherwise it is refused with the reason.
 */
@NullMarked
package dev.lockstep.porter.step;

import org.jspecify.annotations.NullMarked;
