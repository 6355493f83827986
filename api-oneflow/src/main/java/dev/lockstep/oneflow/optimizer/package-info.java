/**
 * OneFlow's legacy {@code flow.optimizer}, for job functions: rates, optimizers, clipping and loss
 * scale, as configuration that {@code minimize} turns into updates (OneFlow's source of 2021-07;
 * the rates were measured on the kernel of 0.9.0).
 *
 * <p>The rule of this package: a rate is a float32 number of the train step, which counts from 0.
 */
@NullMarked
package dev.lockstep.oneflow.optimizer;

import org.jspecify.annotations.NullMarked;
