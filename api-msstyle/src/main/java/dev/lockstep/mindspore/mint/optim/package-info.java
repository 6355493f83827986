/**
 * {@code mindspore.mint.optim}: torch-shaped optimizers on MindSpore's newer operators, with the
 * bits of GRAPH mode (MindSpore 2.10, CPU).
 *
 * <p>The rule of this package: a class decides names, defaults and when things advance; arithmetic
 * lives in {@code dev.lockstep.core.rule} (common) and {@code kernel} (MindSpore's bits).
 */
@NullMarked
package dev.lockstep.mindspore.mint.optim;

import org.jspecify.annotations.NullMarked;
