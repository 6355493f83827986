/**
 * The table of model, data and helper calls that have a counterpart.
 *
 * <p>The rule of this package: it is data; what an entry means for a call is decided by the rules.
 */
@NullMarked
package dev.lockstep.porter.api;

import org.jspecify.annotations.NullMarked;
