/**
 * The limits of {@code flow.optimizer.grad_clipping}, found by the framework's own names.
 *
 * <p>The rule of this package: a class refuses its arguments in its constructor, or not at all.
 */
@NullMarked
package dev.lockstep.oneflow.optimizer.gradclipping;

import org.jspecify.annotations.NullMarked;
