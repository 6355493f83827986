package dev.lockstep.mindspore;

/**
 * AdaFactor's two small numbers.
 *
 * @param gradient added to the squared gradient
 * @param parameter the smallest scale of a parameter
 */
public record Regularization(double gradient, double parameter) {}
