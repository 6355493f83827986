/**
 * The warm-ups of {@code flow.optimizer.warmup}, found by the framework's own names.
 *
 * <p>The rule of this package: a class refuses its arguments in its constructor, or not at all.
 */
@NullMarked
package dev.lockstep.oneflow.optimizer.warmup;

import org.jspecify.annotations.NullMarked;
