package dev.lockstep.pet;

/**
 * How the rate falls. The factor of an iteration multiplies the base rate of every group.
 *
 * <p>Threads: implementations are stateless.
 */
@FunctionalInterface
public interface Policy {
  /**
   * The factor.
   *
   * @param schedule lengths and numbers
   * @param iteration from 0
   * @param warmUp the factor of the warm-up, to be multiplied in
   * @throws ArithmeticException if there is no real factor
   */
  double factor(Schedule schedule, int iteration, double warmUp);
}
