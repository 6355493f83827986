/**
 * Update rules in common arithmetic: IEEE, one rounding an operation, no fused multiply-add.
 *
 * <p>The rule of this package: one arithmetic a file, a straight-line loop that reads like the
 * paper. Rules of different frameworks that are equal in real arithmetic are one file here.
 *
 * <p>Of every rule: parameter, gradient and slots have one index, so a parameter of any shape is
 * its elements in row order; the numbers of a step are in double, the rate as it is taken, and were
 * checked by the facade that has the option's name; nothing is thrown but for the other precision
 * ({@link UnsupportedOperationException}); an instance has no state and may be shared by threads,
 * while a parameter with its slots belongs to one caller at a time. A rule's own text says formula,
 * slots, roundings and source.
 *
 * <p>Each file is written for {@code float}; the build copies it for {@code double} ({@code
 * AdamRule} becomes {@code AdamRule64}) by replacing the word, the literal suffix and the class
 * name. So write {@code 1f}, never {@code 1.0f} in a string, and refer to nested types by their
 * full name ({@code AdamRule.H}).
 */
@NullMarked
package dev.lockstep.core.rule;

import org.jspecify.annotations.NullMarked;
