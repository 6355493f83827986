/**
 * How fast a step is, beside other frameworks in the same run, and what it allocates.
 *
 * <p>The rule of this package: ratios, never absolute figures; each contestant in a process of its
 * own.
 */
@NullMarked
package dev.lockstep.benchmarks;

import org.jspecify.annotations.NullMarked;
