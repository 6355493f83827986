/**
 * Tests on DJL's PyTorch engine.
 *
 * <p>The rule of this package: what the engine computes is an input like any other; the tests
 * compare two ways of training on it, and laws hold to the last bit.
 */
@NullMarked
package dev.lockstep.djl;

import org.jspecify.annotations.NullMarked;
