/** The examples of the guide in torch's style. */
@NullMarked
package dev.lockstep.examples.guide.torch;

import org.jspecify.annotations.NullMarked;
