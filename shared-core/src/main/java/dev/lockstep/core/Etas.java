package dev.lockstep.core;

/**
 * What Rprop multiplies the step sizes by.
 *
 * @param minus where the gradient turned, between 0 and 1
 * @param plus where it kept its sign, above 1
 */
public record Etas(double minus, double plus) {}
