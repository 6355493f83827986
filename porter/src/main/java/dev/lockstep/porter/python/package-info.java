/**
 * Python source as a tree with exact source ranges, and what its names mean.
 *
 * <p>The rule of this package: it knows Python and nothing of any framework; the parser library is
 * seen by {@link dev.lockstep.porter.python.PythonParser} and {@link
 * dev.lockstep.porter.python.TreeReader} alone, and every offset is a character offset into the
 * text as it was read.
 */
@NullMarked
package dev.lockstep.porter.python;

import org.jspecify.annotations.NullMarked;
