/**
 * Optimizer classes that are written into a port where the target has no class with the source's
 * update.
 *
 * <p>The rule of this package: a class is the {@link dev.lockstep.mapping.Formula} of its source,
 * line for line, which the build tries against the source's facade; only what is not said element
 * by element (norms, matrices, closures) is a template of its own.
 */
@NullMarked
package dev.lockstep.mapping.rewrite;

import org.jspecify.annotations.NullMarked;
