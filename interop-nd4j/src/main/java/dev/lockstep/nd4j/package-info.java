/**
 * Lockstep's optimizers on ND4J's arrays.
 *
 * <p>The rule of this package: a parameter is the array's own buffer. Nothing here can be written
 * as JSON or serialised: ND4J's configurations name classes, and reading one loads them, so never
 * read a configuration that you did not write.
 */
@NullMarked
package dev.lockstep.nd4j;

import org.jspecify.annotations.NullMarked;
