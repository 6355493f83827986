/**
 * The examples of the migration guide: in {@code torch} and in {@code mindspore} a class of the
 * same name for each chapter, whose members the guide quotes.
 *
 * <p>The rule of this package: a member is what a reader copies; what it gives is tested.
 */
@NullMarked
package dev.lockstep.examples.guide;

import org.jspecify.annotations.NullMarked;
