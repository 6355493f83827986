/**
 * The {@code lockstep} command: one file a subcommand.
 *
 * <p>The rule of this package: a subcommand reads its arguments, asks a library and shows the
 * answer; it computes nothing. Every sentence that a person reads stands in the catalogue ({@code
 * messages.properties}, English and Chinese), every file is written whole or not at all ({@link
 * dev.lockstep.cli.WholeFile}). Exit codes: 0 fine, 1 findings, 2 wrong use or unreadable input.
 */
@NullMarked
package dev.lockstep.cli;

import org.jspecify.annotations.NullMarked;
