package dev.lockstep.benchmarks;

/** What a contestant's process steps: an optimizer over one layout, gradients set. */
public interface Subject {
  /** What must be done before a step and is no part of it: its time does not count. */
  default void prepare() {}

  /** One optimizer step; the learning rate of every group is set first, as a schedule does. */
  void step();

  /** Parameter 1 of the first tensor, which must be the same for all contestants. */
  double probe();

  /** The library and its version. */
  String version();
}
