package dev.lockstep.mindspore.experimental.optim;

import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.mindspore.FloatMath;

/** 1 - beta^t, computed once for all parameters of a step: in float32 unless it is exact. */
final class Correction {
  private final boolean exact;
  private double beta;
  private int step;
  private double value;

  /** In double if {@code exact}. */
  Correction(boolean exact) {
    this.exact = exact;
  }

  /** The correction of a step, which counts from 1. */
  double of(double newBeta, int newStep) {
    if (newStep != step || newBeta != beta) {
      beta = newBeta;
      step = newStep;
      value = exact ? 1 - CorrectlyRounded.pow(beta, step) : 1f - FloatMath.pow((float) beta, step);
    }
    return value;
  }
}
