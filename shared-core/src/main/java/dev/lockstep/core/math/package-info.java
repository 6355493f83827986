/**
 * Elementary functions in double, correctly rounded: the one place that every scalar {@code pow},
 * {@code exp}, {@code log}, {@code sin} and {@code cos} comes from.
 */
@NullMarked
package dev.lockstep.core.math;

import org.jspecify.annotations.NullMarked;
