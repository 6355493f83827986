/**
 * Changes of a source text, range by range.
 *
 * <p>The rule of this package: a range is replaced by something rendered late, when it is known
 * what every API is called in the file; what no edit covers stays as it was, character for
 * character.
 */
@NullMarked
package dev.lockstep.porter.edit;

import org.jspecify.annotations.NullMarked;
