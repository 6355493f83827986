/**
 * A small LeNet with its gradients written by hand, on one thread, for examples.
 *
 * <p>The rule of this package: a layer maps one sample forwards, and an error backwards.
 */
@NullMarked
package dev.lockstep.examples.lenet;

import org.jspecify.annotations.NullMarked;
