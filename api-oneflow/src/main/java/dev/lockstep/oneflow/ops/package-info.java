/**
 * What several of OneFlow's kernels do in the same way.
 *
 * <p>The rule of this package: static functions, in both precisions, without state.
 */
@NullMarked
package dev.lockstep.oneflow.ops;

import org.jspecify.annotations.NullMarked;
