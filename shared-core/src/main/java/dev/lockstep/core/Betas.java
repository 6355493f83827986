package dev.lockstep.core;

/**
 * The decays of two running averages.
 *
 * @param beta1 of the gradient
 * @param beta2 of its square
 */
public record Betas(double beta1, double beta2) {}
