/**
 * Proof against recordings of the real frameworks: golden traces are read, replayed by the facades
 * and compared bit by bit.
 *
 * <p>The rule of this package: nothing is believed. A recorded number that was not compared is not
 * counted; a case that was not replayed is listed with the reason; a bound other than 0 ULP stands
 * in {@code budget.yaml} with the reason.
 */
@NullMarked
package dev.lockstep.conformance;

import org.jspecify.annotations.NullMarked;
