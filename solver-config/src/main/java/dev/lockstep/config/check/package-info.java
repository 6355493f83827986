/**
 * What is wrong with a definition, all of it at once, each finding with its place.
 *
 * <p>The rule of this package: the facade is the judge. Ranges, types and combinations of options
 * are not written down again here; a value is tried on the facade's own constructor, alone and then
 * together with the others ({@link dev.lockstep.config.check.Trial}). What stands here is what a
 * constructor does not see: the document, the shape, the groups, and what a framework accepts
 * though nobody means it.
 *
 * <p>Constraints hang on {@link dev.lockstep.config.check.Draft} as annotations; sentences stand in
 * {@code ValidationMessages}, English and Chinese; every {@link dev.lockstep.config.check.Rule} has
 * a page under {@code doc/rules}.
 */
@NullMarked
package dev.lockstep.config.check;

import org.jspecify.annotations.NullMarked;
