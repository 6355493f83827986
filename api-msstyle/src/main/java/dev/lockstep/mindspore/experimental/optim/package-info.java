/**
 * {@code mindspore.experimental.optim}: torch-shaped optimizers with MindSpore's bits (MindSpore
 * 2.10, CPU). Groups may set every option and may be changed between steps.
 *
 * <p>The rule of this package: a class decides names, defaults and when things advance; arithmetic
 * lives in {@code dev.lockstep.core.rule} (common) and {@code kernel} (MindSpore's bits).
 */
@NullMarked
package dev.lockstep.mindspore.experimental.optim;

import org.jspecify.annotations.NullMarked;
