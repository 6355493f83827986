package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.torch.optim.Optimizer;
import org.junit.jupiter.api.Test;

class ReduceLROnPlateauTest {

  /** The rate of one group that starts at 1, after each metric. */
  private static double[] trace(double[] metrics, Option... options) {
    Optimizer optimizer = Training.optimizer(1);
    ReduceLROnPlateau plateau = new ReduceLROnPlateau(optimizer, options);
    double[] trace = new double[metrics.length];
    for (int i = 0; i < metrics.length; i++) {
      plateau.step(metrics[i]);
      trace[i] = Training.rates(optimizer)[0];
    }
    return trace;
  }

  @Test
  void itReducesAfterOneBadEpochMoreThanItsPatience() {
    double[] trace = trace(new double[] {5, 5, 5, 5, 5}, patience(2), factor(0.5));
    assertArrayEquals(new double[] {1, 1, 1, 0.5, 0.5}, trace);
  }

  @Test
  void badEpochsInTheCooldownDoNotCount() {
    double[] metrics = {5, 5, 5, 5, 5, 5};
    double[] trace = trace(metrics, patience(0), factor(0.5), cooldown(2));
    assertArrayEquals(new double[] {1, 0.5, 0.5, 0.5, 0.25, 0.25}, trace);
  }

  @Test
  void betterMeansByMoreThanTheThreshold() {
    double[] metrics = {10, 9.5, 8.9};
    assertArrayEquals(
        new double[] {1, 0.5, 0.5}, trace(metrics, patience(0), factor(0.5), threshold(0.1)));
    assertArrayEquals(
        new double[] {1, 0.5, 0.5},
        trace(metrics, patience(0), factor(0.5), threshold(1), thresholdMode("abs")));
    assertArrayEquals(
        new double[] {1, 1, 1},
        trace(new double[] {10, 11.5, 13}, patience(0), threshold(0.1), mode("max")));
  }

  @Test
  void notANumberIsBad() {
    double[] trace = trace(new double[] {Double.NaN, Double.NaN}, patience(1), factor(0.5));
    assertArrayEquals(new double[] {1, 0.5}, trace);
  }

  @Test
  void aFallOfAtMostEpsIsNotMade() {
    double[] metrics = {5, 5, 5};
    assertArrayEquals(
        new double[] {1, 0.5, 0.5}, trace(metrics, patience(0), factor(0.5), eps(0.25)));
    assertArrayEquals(new double[] {1, 0.75, 0.75}, trace(metrics, patience(0), minLr(0.75)));
  }

  @Test
  void aStepWithoutMetricIsRefused() {
    ReduceLROnPlateau plateau = new ReduceLROnPlateau(Training.optimizer(1));
    OptionException refusal = assertThrows(OptionException.class, plateau::step);
    assertEquals(
        "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'; call"
            + " step(metrics)",
        refusal.getMessage());
  }

  @Test
  void saveAndLoadGoesOnCounting() {
    ReduceLROnPlateau first =
        new ReduceLROnPlateau(Training.optimizer(1), patience(1), factor(0.5));
    first.step(5);
    first.step(5);
    Optimizer optimizer = Training.optimizer(1);
    ReduceLROnPlateau second = new ReduceLROnPlateau(optimizer, patience(1), factor(0.5));
    second.loadStateDict(first.stateDict());
    second.step(5);
    assertArrayEquals(new double[] {0.5}, Training.rates(optimizer));
  }
}
