/**
 * Optimizer state from one framework to the other.
 *
 * <p>The rule of this package: a tensor is carried over bit for bit, or the state is refused with
 * the reason; nothing is dropped without a line in the report.
 */
@NullMarked
package dev.lockstep.checkpoint.convert;

import org.jspecify.annotations.NullMarked;
