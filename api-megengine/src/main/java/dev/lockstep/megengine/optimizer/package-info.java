/**
 * MegEngine's optimizers and its schedule: one file each, with MegEngine's own option names, state
 * keys, messages and bits (MegEngine 1.13, CPU).
 *
 * <p>The rule of this package: a class decides names, defaults and when things advance; arithmetic
 * lives in {@code dev.lockstep.core.rule} (common, and native where MegEngine rounds like it) and
 * {@code kernel} (MegEngine's bits).
 */
@NullMarked
package dev.lockstep.megengine.optimizer;

import org.jspecify.annotations.NullMarked;
