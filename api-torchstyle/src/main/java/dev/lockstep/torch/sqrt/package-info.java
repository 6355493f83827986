/**
 * The square roots that torch's default kernels take on one processor or another.
 *
 * <p>The rule of this package: one root a class, a pure function of the bits, safe to share.
 */
@NullMarked
package dev.lockstep.torch.sqrt;

import org.jspecify.annotations.NullMarked;
