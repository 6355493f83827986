/**
 * What a training script does: its optimizers, groups, schedulers and the loops in which they step.
 *
 * <p>The rule of this package: it reads and concludes, and changes nothing; whatever it cannot
 * conclude it says so, so that no rule acts on a guess.
 */
@NullMarked
package dev.lockstep.porter.program;

import org.jspecify.annotations.NullMarked;
