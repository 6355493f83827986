/**
 * Arguments that schedules of every framework take: one number or one a group, functions of the
 * epoch, milestones.
 *
 * <p>The rule of this package: values only. What a schedule does with them, and in which precision,
 * is the facades' matter.
 */
@NullMarked
package dev.lockstep.core.schedule;

import org.jspecify.annotations.NullMarked;
