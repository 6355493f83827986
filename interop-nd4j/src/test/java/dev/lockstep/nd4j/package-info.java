/**
 * Tests on ND4J's native backend.
 *
 * <p>The rule of this package: what the backend computes is an input like any other; the tests
 * compare two ways of training on it, and laws hold to the last bit.
 */
@NullMarked
package dev.lockstep.nd4j;

import org.jspecify.annotations.NullMarked;
