/**
 * Trainings to read and run, each written in torch's style and in MindSpore's.
 *
 * <p>The rule of this package: gradients are written by hand, so that nothing but the optimizer's
 * style differs between the two.
 */
@NullMarked
package dev.lockstep.examples;

import org.jspecify.annotations.NullMarked;
