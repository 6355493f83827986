/**
 * What a person reads after a port: one HTML file, with nothing fetched from elsewhere.
 *
 * <p>The rule of this package: it shows what the porter and the simulation found and decides
 * nothing itself.
 */
@NullMarked
package dev.lockstep.cli.report;

import org.jspecify.annotations.NullMarked;
