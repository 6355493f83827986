package dev.lockstep.conformance;

import dev.lockstep.config.UnknownApiException;

/** Which exceptions of a facade say no on purpose; any other is a crash. */
final class Refusals {
  private Refusals() {}

  /** Whether this is an answer to bad input: the counterparts of Python's errors. */
  static boolean isOne(RuntimeException e) {
    return !(e instanceof UnknownApiException)
        && (e instanceof IllegalArgumentException
            || e instanceof IllegalStateException
            || e instanceof ArithmeticException
            || e instanceof UnsupportedOperationException);
  }
}
