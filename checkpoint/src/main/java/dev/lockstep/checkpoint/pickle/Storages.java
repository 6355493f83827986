package dev.lockstep.checkpoint.pickle;

import dev.lockstep.checkpoint.ElementType;

/** Where the bytes of a pickle's tensors lie: one storage a key. */
@FunctionalInterface
public interface Storages {
  /**
   * The bytes of a storage, little-endian.
   *
   * @throws dev.lockstep.checkpoint.CheckpointException if there is no such storage, or it has not
   *     {@code elements} elements of {@code type}
   */
  byte[] bytes(String key, ElementType type, long elements);
}
