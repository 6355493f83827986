package dev.lockstep.benchmarks;

import java.util.List;

/** The numbers that all contestants share, in whatever language they are written. */
public final class Work {
  /** The optimizers that are measured, by their names in tables and on command lines. */
  public static final List<String> OPTIMIZERS =
      List.of("sgd", "momentum", "adam", "adamw", "amsgrad");

  /** The learning rate. */
  public static final double LR = 0.001;

  /** SGD's momentum. */
  public static final double MOMENTUM = 0.9;

  /** AdamW's weight decay, in the first group only. */
  public static final double DECAY = 0.01;

  private Work() {}

  /** Element {@code i} of the parameters, counted within its tensor. */
  public static float parameter(int i) {
    return (i % 1000 - 500) * 0.001f;
  }

  /** Element {@code i} of the gradients, counted within its tensor. */
  public static float gradient(int i) {
    return (i % 777 - 388) * 0.0001f;
  }
}
