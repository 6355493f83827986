/**
 * Trials of what mapping cards claim: both sides are built and run, and equality must hold bit for
 * bit where a card says so, or a counter-example must be found where it says the opposite.
 *
 * <p>The rule of this package: it knows names of options, never an optimizer. A new card is tried
 * as soon as it exists and both facades have its classes.
 */
@NullMarked
package dev.lockstep.conformance.verdict;

import org.jspecify.annotations.NullMarked;
