/**
 * The little of {@code torch.nn} that an optimizer needs: a module that names its parameters.
 *
 * <p>The rule of this package: no forward pass and no autograd; those belong to an engine.
 */
@NullMarked
package dev.lockstep.torch.nn;

import org.jspecify.annotations.NullMarked;
