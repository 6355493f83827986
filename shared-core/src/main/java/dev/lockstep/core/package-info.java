/**
 * The ground that every facade stands on: tensors, parameters, options, groups and the stepper.
 *
 * <p>The rule of this package: it names no framework and depends on nothing.
 */
@NullMarked
package dev.lockstep.core;

import org.jspecify.annotations.NullMarked;
