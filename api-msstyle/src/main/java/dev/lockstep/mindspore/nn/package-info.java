/**
 * {@code mindspore.nn}: one file an optimizer, one a schedule, with MindSpore's own option names,
 * state names, refusals and bits (MindSpore 2.10, CPU).
 *
 * <p>The rule of this package: a class decides names, defaults and when things advance; arithmetic
 * lives in {@code dev.lockstep.core.rule} (common) and {@code kernel} (MindSpore's bits).
 */
@NullMarked
package dev.lockstep.mindspore.nn;

import org.jspecify.annotations.NullMarked;
