package dev.lockstep.porter.plan;

/** The kinds of optimizer that are ported to: two of MindSpore that run everywhere, and torch. */
public enum Family {
  /** {@code mindspore.nn}: lists and cells as rates, a fixed set of group keys. */
  NN("mindspore.nn."),
  /** {@code mindspore.experimental.optim}: torch-like groups and schedulers. */
  EXPERIMENTAL("mindspore.experimental.optim."),
  /** {@code torch.optim}. */
  TORCH("torch.optim.");

  private final String prefix;

  Family(String prefix) {
    this.prefix = prefix;
  }

  /** Whether an API is of this family. */
  public boolean holds(String api) {
    return api.startsWith(prefix);
  }
}
