/**
 * What may happen to a gradient (or to a parameter) before its update rule: decay, negation,
 * unscaling, clipping.
 *
 * <p>The rule of this package: one piece a file, named by what it does; the facade puts the pieces
 * in its framework's order. Written for {@code float}, copied for {@code double} by the build, as
 * in {@code dev.lockstep.core.rule}.
 */
@NullMarked
package dev.lockstep.core.transform;

import org.jspecify.annotations.NullMarked;
