/**
 * Lockstep's optimizers on DJL's arrays and autograd.
 *
 * <p>The rule of this package: a parameter and its gradient are one memory for the engine and for
 * the optimizer, owned by Java, so that nothing is copied and nothing dangles. What an engine
 * cannot share is copied once each way in a step.
 */
@NullMarked
package dev.lockstep.djl;

import org.jspecify.annotations.NullMarked;
