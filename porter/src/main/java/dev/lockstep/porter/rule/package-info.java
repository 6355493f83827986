/**
 * The rules of the port, one a file.
 *
 * <p>The rule of this package: a class is named by the pattern it is about, its id is the same
 * words ({@code TrainingStep}, {@code training-step}), and a page of that id explains it in both
 * languages. A rule either rewrites a place or says why it does not.
 */
@NullMarked
package dev.lockstep.porter.rule;

import org.jspecify.annotations.NullMarked;
