package dev.lockstep.mindspore;

/** Into how many chunks MindSpore's CPU cuts a tensor for one launch of a kernel. */
public enum Cut {
  /** Chunks of at least 1,000 elements, one a thread at most. */
  BY_SIZE {
    @Override
    int chunks(int size, int launch, int threads) {
      return Math.max(1, Math.min(threads, (size + BLOCK - 1) / BLOCK));
    }
  },
  /**
   * A search at run time: five launches with one chunk, five with two, five with four, and so on,
   * then whatever was fastest. It is ended after fifteen if one chunk was: so it is for small
   * tensors, and so it is taken here. From launch 15 on, a large tensor's bits are not determined.
   * The launches are those of one optimizer: one that was loaded from a checkpoint searches anew.
   */
  SEARCHED {
    @Override
    int chunks(int size, int launch, int threads) {
      int power = launch / LAUNCHES_EACH;
      return power < POWERS ? Math.min(threads, 1 << power) : 1;
    }
  };

  private static final int BLOCK = 1000;
  private static final int LAUNCHES_EACH = 5;
  private static final int POWERS = 3;

  /**
   * The number of chunks.
   *
   * @param size elements of the tensor
   * @param launch launches by this optimizer before this one
   * @param threads of the kernel
   */
  abstract int chunks(int size, int launch, int threads);
}
