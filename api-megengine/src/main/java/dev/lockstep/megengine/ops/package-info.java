/**
 * What MegEngine's operators compute, for its kernels.
 *
 * <p>The rule of this package: measured on MegEngine 1.13, CPU.
 */
@NullMarked
package dev.lockstep.megengine.ops;

import org.jspecify.annotations.NullMarked;
