package dev.lockstep.oneflow.optimizer;

/** Sets the numbers of an update. */
interface Numbers<H> {
  void set(H h, float lr, double decay, long t);
}
