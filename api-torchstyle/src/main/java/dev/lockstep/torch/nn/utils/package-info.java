/**
 * What {@code torch.nn.utils} does to gradients between backward and step.
 *
 * <p>The rule of this package: gradients are changed in place, parameters never.
 */
@NullMarked
package dev.lockstep.torch.nn.utils;

import org.jspecify.annotations.NullMarked;
