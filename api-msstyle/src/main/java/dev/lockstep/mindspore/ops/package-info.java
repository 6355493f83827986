/**
 * {@code mindspore.ops}: what a script does with gradients before it applies them.
 *
 * <p>The rule of this package: norms are added up in double and rounded once, because MindSpore
 * does not state an order; everything else is rounded as MindSpore's operators do.
 */
@NullMarked
package dev.lockstep.mindspore.ops;

import org.jspecify.annotations.NullMarked;
