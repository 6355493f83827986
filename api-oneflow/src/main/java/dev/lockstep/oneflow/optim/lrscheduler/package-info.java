/**
 * OneFlow's learning-rate schedulers: one file a scheduler, closed forms of the base rate and the
 * step, in Python's doubles (OneFlow 0.9.0).
 *
 * <p>The rule of this package: a class says its rate as a function of base rate and step; when the
 * step advances, and what a composition hands on, is told once.
 */
@NullMarked
package dev.lockstep.oneflow.optim.lrscheduler;

import org.jspecify.annotations.NullMarked;
