package dev.lockstep.torch.optim;

/**
 * The polynomial {@code a*x + b*x^3 + c*x^5} that Muon applies to the singular values of a matrix.
 *
 * @param a of x
 * @param b of x^3
 * @param c of x^5
 */
public record NsCoefficients(double a, double b, double c) {}
