/**
 * What MindSpore's training loop calls: {@code mindspore.train} (MindSpore 2.10).
 *
 * <p>The rule of this package: only callbacks that change an optimizer are here.
 */
@NullMarked
package dev.lockstep.mindspore.train;

import org.jspecify.annotations.NullMarked;
