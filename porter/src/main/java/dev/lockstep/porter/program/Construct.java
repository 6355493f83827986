package dev.lockstep.porter.program;

import java.util.Locale;

/** What a decision of the porter is about. */
public enum Construct {
  /** The construction of an optimizer. */
  OPTIMIZER,
  /** A parameter group. */
  GROUP,
  /** A scheduler: its construction, or its step. */
  SCHEDULER,
  /** A change of a group's options while training. */
  GROUP_MUTATION,
  /** A read of the current rate. */
  LR_READ,
  /** The optimizer's step. */
  STEP,
  /** Clearing of gradients. */
  ZERO_GRAD,
  /** The backward pass. */
  BACKWARD,
  /** Clipping of gradients. */
  CLIP,
  /** Mixed precision and loss scaling. */
  AMP,
  /** Gradients of several batches added up. */
  ACCUMULATION,
  /** Saving and loading of state. */
  STATE,
  /** The model. */
  MODEL,
  /** The data. */
  DATA,
  /** Anything else. */
  OTHER;

  /** The name in reports: {@code group-mutation}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it concerns the optimizer and its schedule, not the model around it. */
  public boolean isOptimizerFacing() {
    return compareTo(MODEL) < 0;
  }
}
