/**
 * Ports training scripts from one framework to another.
 *
 * <p>The rule of this package: every place that faces an optimizer ends in a {@link
 * dev.lockstep.porter.Decision}; what is not ported stays as it was and is marked; a file is never
 * given back that does not parse.
 *
 * <p>{@link dev.lockstep.porter.Porter} is the entry, {@link dev.lockstep.porter.PortReport} what
 * it gives back.
 */
@NullMarked
package dev.lockstep.porter;

import org.jspecify.annotations.NullMarked;
