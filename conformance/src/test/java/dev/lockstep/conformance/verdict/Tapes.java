package dev.lockstep.conformance.verdict;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Tapes of choices for trials; shrunk to short ones with small numbers. */
final class Tapes {
  private Tapes() {}

  /** Any tape. */
  static Arbitrary<int[]> any() {
    return Arbitraries.integers()
        .between(0, Choices.BOUND - 1)
        .array(int[].class)
        .ofMinSize(0)
        .ofMaxSize(400);
  }
}
