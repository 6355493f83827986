/**
 * What torch's elementwise CPU operations compute, to the last bit (torch 2.15, measured).
 *
 * <p>The rule of this package: one static method an operation, for {@code float} and for {@code
 * double}, small enough to be inlined into a kernel's loop.
 */
@NullMarked
package dev.lockstep.torch.aten;

import org.jspecify.annotations.NullMarked;
