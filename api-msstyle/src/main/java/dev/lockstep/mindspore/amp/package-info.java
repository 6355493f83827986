/**
 * What {@code mindspore.amp} does to the loss and its gradients.
 *
 * <p>The rule of this package: scaling only; there is no autocast.
 */
@NullMarked
package dev.lockstep.mindspore.amp;

import org.jspecify.annotations.NullMarked;
