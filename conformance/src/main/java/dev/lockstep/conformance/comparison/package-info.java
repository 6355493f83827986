/**
 * Two definitions beside each other: what the cards say of them, and what a run shows.
 *
 * <p>The rule of this package: a verdict comes from a card whose claim is tried in every build, or
 * from numbers that differ; equality is never concluded from a run.
 */
@NullMarked
package dev.lockstep.conformance.comparison;

import org.jspecify.annotations.NullMarked;
