package dev.lockstep.mapping.rewrite;

/** How a framework writes the functions of formulas on tensors. */
enum Dialect {
  /** {@code torch.sqrt(x)}. */
  TORCH("torch."),
  /** {@code ops.sqrt(x)}. */
  MINDSPORE("ops.");

  private final String module;

  Dialect(String module) {
    this.module = module;
  }

  /** A function of tensors. */
  String call(String function, String... arguments) {
    return module + function + "(" + String.join(", ", arguments) + ")";
  }
}
