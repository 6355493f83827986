/**
 * OneFlow's eager optimizers: one file an optimizer, with OneFlow's own option names, state keys,
 * messages and bits (OneFlow 0.9.0; LBFGS and per-group clipping of its later source).
 *
 * <p>The rule of this package: a class decides names, defaults and when things advance; arithmetic
 * lives in {@code dev.lockstep.core.rule} (common) and {@code kernel} (OneFlow's bits).
 */
@NullMarked
package dev.lockstep.oneflow.optim;

import org.jspecify.annotations.NullMarked;
