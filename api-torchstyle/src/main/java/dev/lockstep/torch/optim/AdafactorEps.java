package dev.lockstep.torch.optim;

import java.util.OptionalDouble;

/**
 * Adafactor's two epsilons.
 *
 * @param eps1 keeps the second moments away from 0; if absent, the distance from 1 to the next
 *     number of the parameter's type
 * @param eps2 the least root mean square of a parameter
 */
public record AdafactorEps(OptionalDouble eps1, double eps2) {}
