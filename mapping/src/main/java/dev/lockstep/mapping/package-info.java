/**
 * What corresponds to what between frameworks: recorded signatures of the real APIs, and the cards
 * that map one API to another.
 *
 * <p>The rule of this package: signatures are recorded and never edited; a card holds only what
 * cannot be derived from them; what decides is a named Java function ({@link
 * dev.lockstep.mapping.Condition}, {@link dev.lockstep.mapping.Conversion}, {@link
 * dev.lockstep.mapping.Rewrite}), never an expression in a data file.
 */
@NullMarked
package dev.lockstep.mapping;

import org.jspecify.annotations.NullMarked;
