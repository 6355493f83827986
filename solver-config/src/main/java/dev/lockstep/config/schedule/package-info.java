/**
 * Schedules of either framework in a whole training loop, and their conversion.
 *
 * <p>The rule of this package: a schedule is played, never guessed. The {@link
 * dev.lockstep.config.schedule.Simulator} takes the facades' own classes through a {@link
 * dev.lockstep.config.schedule.Loop}; a {@link dev.lockstep.config.schedule.Conversion} states a
 * verdict by rule, and what it states is tried against the simulator.
 *
 * <p>Verdicts are about rates as an optimizer reads them, which is in float32: EXACT, the same bits
 * at every step; EQUIVALENT, the same schedule in the reals, the bits apart by at most the stated
 * part of the largest rate.
 */
@NullMarked
package dev.lockstep.config.schedule;

import org.jspecify.annotations.NullMarked;
