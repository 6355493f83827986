/**
 * What all MindSpore optimizers share: the option names, the kinds of learning rate and weight
 * decay, the named quirks, and the walk of one step (MindSpore 2.10).
 *
 * <p>The rule of this package: what is here serves several classes; update formulas are elsewhere.
 */
@NullMarked
package dev.lockstep.mindspore;

import org.jspecify.annotations.NullMarked;
