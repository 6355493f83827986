/**
 * PyTorch's meaning of an optimizer: one file an optimizer, with torch's own option names, state
 * keys, messages and bits (torch 2.15).
 *
 * <p>The rule of this package: a class decides names, defaults and when things advance; arithmetic
 * lives in {@code dev.lockstep.core.rule} (common) and {@code kernel} (torch's bits).
 */
@NullMarked
package dev.lockstep.torch.optim;

import org.jspecify.annotations.NullMarked;
