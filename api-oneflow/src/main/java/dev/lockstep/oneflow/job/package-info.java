/**
 * OneFlow's legacy job functions: a method with typed placeholders, told apart from the
 * configuration that it runs with, over variables that the jobs of a session share.
 *
 * <p>The rule of this package: it knows no optimizer and computes no gradient; a job says what it
 * minimises, and by whom.
 */
@NullMarked
package dev.lockstep.oneflow.job;

import org.jspecify.annotations.NullMarked;
