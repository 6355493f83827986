/**
 * Definitions as source code: Python for the framework itself, Java for its facade.
 *
 * <p>The rule of this package: what is printed makes the same optimizer. Patterns are printed as
 * the names that they select, in the order of the definition; nothing that a definition says is
 * left out.
 */
@NullMarked
package dev.lockstep.config.print;

import org.jspecify.annotations.NullMarked;
