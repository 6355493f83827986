/**
 * The loop that takes a parameter through its transforms and its rule, tile by tile.
 *
 * <p>The rule of this package: written for {@code float}, copied for {@code double} by the build.
 */
@NullMarked
package dev.lockstep.core.kernel;

import org.jspecify.annotations.NullMarked;
