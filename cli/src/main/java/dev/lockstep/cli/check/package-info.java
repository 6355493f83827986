/**
 * Findings of {@code lockstep check} in the forms that other tools read.
 *
 * <p>The rule of this package: one file a form, and every form says the same findings.
 */
@NullMarked
package dev.lockstep.cli.check;

import org.jspecify.annotations.NullMarked;
