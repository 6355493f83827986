package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.decayEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.decayRate;
import static dev.lockstep.mindspore.MindSporeOptions.endLearningRate;
import static dev.lockstep.mindspore.MindSporeOptions.isStair;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.learningRates;
import static dev.lockstep.mindspore.MindSporeOptions.maxLr;
import static dev.lockstep.mindspore.MindSporeOptions.milestone;
import static dev.lockstep.mindspore.MindSporeOptions.minLr;
import static dev.lockstep.mindspore.MindSporeOptions.power;
import static dev.lockstep.mindspore.MindSporeOptions.stepPerEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.totalStep;
import static dev.lockstep.mindspore.MindSporeOptions.updateDecayEpoch;
import static dev.lockstep.mindspore.MindSporeOptions.warmupEpoch;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DynamicLrTest {

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(OptionException.class, call::run).getMessage());
  }

  @Test
  void piecesEndBeforeTheirMilestones() {
    assertArrayEquals(
        new double[] {0.1, 0.1, 0.01, 0.01, 0.01},
        DynamicLr.piecewiseConstantLr(milestone(2, 2, 5), learningRates(0.1, 0.5, 0.01)));
  }

  @Test
  void stairsAndSlopes() {
    assertArrayEquals(
        new double[] {1, 1, 1, 1, 0.25, 0.25},
        DynamicLr.exponentialDecayLr(
            learningRate(1),
            decayRate(0.25),
            totalStep(6),
            stepPerEpoch(2),
            decayEpoch(2),
            isStair(true)));
    assertArrayEquals(
        new double[] {1, 1, 0.5, 0.5, 0.25, 0.25},
        DynamicLr.exponentialDecayLr(
            learningRate(1), decayRate(0.25), totalStep(6), stepPerEpoch(2), decayEpoch(2)));
    assertArrayEquals(
        new double[] {1, 1.0 / 1.5, 0.5, 0.4},
        DynamicLr.inverseDecayLr(
            learningRate(1), decayRate(1), totalStep(4), stepPerEpoch(1), decayEpoch(2)));
  }

  /** The documentation divides by decay_epoch, the code does not. */
  @Test
  void naturalDecayWithoutStairsHasNoUseForDecayEpoch() {
    assertArrayEquals(
        DynamicLr.naturalExpDecayLr(
            learningRate(1), decayRate(0.5), totalStep(6), stepPerEpoch(1), decayEpoch(1)),
        DynamicLr.naturalExpDecayLr(
            learningRate(1), decayRate(0.5), totalStep(6), stepPerEpoch(1), decayEpoch(4)));
  }

  @Test
  void theWholeFirstEpochOfAWarmUpIsWasted() {
    assertArrayEquals(
        new double[] {0, 0, 0.5, 0.5, 1, 1, 1},
        DynamicLr.warmupLr(learningRate(1), totalStep(7), stepPerEpoch(2), warmupEpoch(2)));
  }

  @Test
  void aCosineStaysDown() {
    double[] list =
        DynamicLr.cosineDecayLr(minLr(0), maxLr(1), totalStep(6), stepPerEpoch(1), decayEpoch(2));
    assertArrayEquals(new double[] {1, 0.5, 0, 0, 0, 0}, list, 1e-16);
  }

  @Test
  void aStretchedPolynomialRisesAgain() {
    double[] list =
        DynamicLr.polynomialDecayLr(
            learningRate(1),
            endLearningRate(0),
            totalStep(6),
            stepPerEpoch(1),
            decayEpoch(2),
            power(1),
            updateDecayEpoch(true));
    assertArrayEquals(new double[] {1, 0.5, 0, 0.25, 0, 1 - 5.0 / 6}, list);
  }

  @Test
  void argumentsAreLocated() {
    refused(
        "mindspore.nn.piecewise_constant_lr: the value of milestone[1] must be greater than"
            + " milestone[0], got 2 and 5",
        () -> DynamicLr.piecewiseConstantLr(milestone(5, 2), learningRates(0.1, 0.2)));
    refused(
        "mindspore.nn.warmup_lr: warmup_epoch must be an int > 0, got 0",
        () -> DynamicLr.warmupLr(learningRate(1), totalStep(7), stepPerEpoch(2), warmupEpoch(0)));
    assertThrows(OptionException.class, () -> DynamicLr.warmupLr(learningRate(1)));
  }

  @Test
  void everyFunctionIsFoundByItsSignature() {
    double[] byName =
        DynamicLr.list(
            DynamicLr.WARMUP_LR, learningRate(1), totalStep(7), stepPerEpoch(2), warmupEpoch(2));
    assertEquals(7, byName.length);
    assertEquals(7, DynamicLr.signatures().size());
    assertEquals(0, Arrays.stream(byName).limit(2).sum());
  }
}
