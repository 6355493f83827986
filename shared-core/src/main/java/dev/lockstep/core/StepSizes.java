package dev.lockstep.core;

/**
 * The bounds of Rprop's step sizes.
 *
 * @param least the shortest step
 * @param most the longest step
 */
public record StepSizes(double least, double most) {}
