/**
 * The pickle machine of torch's checkpoints: some thirty opcodes of protocol 2 and a short list of
 * names.
 *
 * <p>The rule of this package: an opcode or a name that is not listed is refused; nothing is ever
 * looked up, called or loaded.
 */
@NullMarked
package dev.lockstep.checkpoint.pickle;

import org.jspecify.annotations.NullMarked;
