package dev.lockstep.oneflow.optimizer;

/** The update of one variable, with its state. */
interface VariableUpdate {
  /**
   * Updates the variable from its gradient.
   *
   * @param lr the rate of this run
   * @param decay beside the gradient, 0 for none
   * @param t updates of this training with this one
   */
  void update(float lr, double decay, long t);
}
