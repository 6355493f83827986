/**
 * Definitions of one framework as definitions of another.
 *
 * <p>The rule of this package: a conversion is exact or refused. Options are translated by the
 * cards; what a card only reaches by a rewrite, or not at all, is refused with its reason. What one
 * optimizer of the target cannot hold is split into several, which changes nothing, because each
 * parameter is updated by itself.
 */
@NullMarked
package dev.lockstep.config.convert;

import org.jspecify.annotations.NullMarked;
