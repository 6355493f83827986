/**
 * Which card each optimizer and scheduler of a program is ported by, and why.
 *
 * <p>The rule of this package: cards judge; this package only says which of them the script leaves
 * room for.
 */
@NullMarked
package dev.lockstep.porter.plan;

import org.jspecify.annotations.NullMarked;
