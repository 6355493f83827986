package dev.lockstep.mindspore;

/**
 * The limits of Rprop's step size.
 *
 * @param min the smallest
 * @param max the largest
 */
public record StepSizes(double min, double max) {}
