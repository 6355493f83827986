/**
 * Definitions: an optimizer with its groups and schedules as data, read from JSON or YAML and built
 * into the facade of its framework.
 *
 * <p>The rule of this package: nothing here knows an optimizer by name. Classes are found by
 * convention ({@link dev.lockstep.config.Api}), options by the class's {@code SIGNATURE}, values by
 * the type of the option ({@link dev.lockstep.config.Values}).
 */
@NullMarked
package dev.lockstep.config;

import org.jspecify.annotations.NullMarked;
