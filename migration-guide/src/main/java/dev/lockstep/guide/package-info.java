/**
 * The migration guide as a static site in English and Chinese.
 *
 * <p>The rule of this package: a page says what cards, recorded signatures, witnesses, trials and
 * files that the build runs say. Prose is in Markdown, labels are in the catalogue {@code words},
 * code is quoted from files and never written into a page.
 */
@NullMarked
package dev.lockstep.guide;

import org.jspecify.annotations.NullMarked;
