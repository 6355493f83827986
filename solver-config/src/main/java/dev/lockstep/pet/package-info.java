/**
 * Pet's SOLVER: an optimizer and its learning-rate scheduler made from configuration, over torch's
 * optimizers.
 *
 * <p>The rule of this package: it does what Pet's guide shows, in torch's arithmetic; where the
 * guide leaves a piece out ({@code get_params}, the warm-up, the clipping), it follows the
 * published sources of the same family, which the class names. Optimizers and policies are looked
 * up in registries ({@link dev.lockstep.pet.OptimizerTypes}, {@link dev.lockstep.pet.Policies})
 * that take new ones.
 */
@NullMarked
package dev.lockstep.pet;

import org.jspecify.annotations.NullMarked;
