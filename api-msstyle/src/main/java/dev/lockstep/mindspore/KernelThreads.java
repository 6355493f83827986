package dev.lockstep.mindspore;

import dev.lockstep.core.Option;

/**
 * How many threads the MindSpore has whose bits are wanted: its kernels cut a tensor into at most
 * that many chunks, and each chunk has a scalar tail of its own ({@link
 * Quirk#BODY_AND_TAIL_DIFFER}). The recorded traces come from 2.
 *
 * @param count at least 1
 */
public record KernelThreads(int count) implements Option {
  /** As on the machine of the recorded traces. */
  public static final KernelThreads RECORDED = new KernelThreads(2);

  public KernelThreads {
    Checks.require(count >= 1, "KernelThreads: count must be >= 1, got %s", count);
  }
}
