/**
 * Checkpoint files of the frameworks as plain values: torch's {@code .pt}, MindSpore's {@code
 * .ckpt}, and safetensors.
 *
 * <p>The rule of this package: a file is data from a stranger. It names no class to load, every
 * length is checked before memory is taken, and whatever cannot be verified is said.
 */
@NullMarked
package dev.lockstep.checkpoint;

import org.jspecify.annotations.NullMarked;
