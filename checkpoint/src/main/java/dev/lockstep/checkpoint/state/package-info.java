/**
 * What a checkpoint says, for Lockstep's optimizers, schedulers and parameters, and back.
 *
 * <p>The rule of this package: tensors go over bit for bit, numbers as they are; what is missing or
 * left over is refused by name.
 */
@NullMarked
package dev.lockstep.checkpoint.state;

import org.jspecify.annotations.NullMarked;
