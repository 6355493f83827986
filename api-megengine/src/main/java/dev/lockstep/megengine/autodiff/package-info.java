/**
 * MegEngine's {@code GradManager}: which parameters get gradients, and when they are added up.
 *
 * <p>The rule of this package: it holds no automatic differentiation; gradients come from the
 * caller's function.
 */
@NullMarked
package dev.lockstep.megengine.autodiff;

import org.jspecify.annotations.NullMarked;
