package dev.lockstep.benchmarks;

import java.util.List;

/** Makes the subject of one contestant. */
@FunctionalInterface
public interface Subjects {
  /**
   * A subject whose gradients are set.
   *
   * @param optimizer one of {@link Work#OPTIMIZERS}
   * @param threads how many threads a step may use
   * @param groups sizes of the tensors of each group; the first is decayed where there is decay
   * @throws UnsupportedOperationException if the library has no such optimizer
   */
  Subject make(String optimizer, int threads, List<List<Integer>> groups);
}
