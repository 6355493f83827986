package dev.lockstep.mindspore;

/**
 * Rprop's factors for a step size.
 *
 * @param minus after a change of sign, in (0, 1)
 * @param plus after two gradients of the same sign, above 1
 */
public record Etas(double minus, double plus) {}
