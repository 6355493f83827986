/**
 * JSON and YAML as values that know their places.
 *
 * <p>The rule of this package: one reader for every text that Lockstep takes as a definition,
 * bounded in memory and time whatever the text is. It knows nothing of what the values mean.
 */
@NullMarked
package dev.lockstep.config.text;

import org.jspecify.annotations.NullMarked;
