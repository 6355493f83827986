/**
 * {@code torch.nn.utils}: what a script does with gradients between backward pass and step.
 *
 * <p>The rule of this package: gradients are changed in place, with torch's bits; parameters
 * without one are skipped.
 */
@NullMarked
package dev.lockstep.torch.nn.utils;

import org.jspecify.annotations.NullMarked;
