/** The examples of the guide in MindSpore's style. */
@NullMarked
package dev.lockstep.examples.guide.mindspore;

import org.jspecify.annotations.NullMarked;
