/**
 * Trainings on DJL's engine.
 *
 * <p>The rule of this package: forward and backward are the engine's, everything from the gradients
 * on is Lockstep's.
 */
@NullMarked
package dev.lockstep.examples.djl;

import org.jspecify.annotations.NullMarked;
