package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.OptionException;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The traces of these tests were made with MindSpore 2.10 (PYNATIVE mode, CPU). */
class LRSchedulerTest {

  private static void refused(String message, Runnable construction) {
    assertEquals(message, assertThrows(OptionException.class, construction::run).getMessage());
  }

  private static Optimizer optimizer(double... rates) {
    return Training.optimizer(Arithmetic.NATIVE, rates);
  }

  private static float[] traceOfEpochs(LRScheduler scheduler, int... epochs) {
    float[] trace = new float[epochs.length];
    for (int i = 0; i < epochs.length; i++) {
      scheduler.step(epochs[i]);
      trace[i] = scheduler.getLastLr()[0];
    }
    return trace;
  }

  @Test
  void theClosedFormsHaveMindSporesBits() {
    assertArrayEquals(
        new float[] {0x1.eb852p-6f, 0x1.26e97ap-7f, 0x1.a8ac6p-11f, 0x1.99999ap-4f},
        traceOfEpochs(new StepLR(optimizer(0.1), stepSize(2), gamma(0.3)), 2, 5, 9, 0));
    assertArrayEquals(
        new float[] {0x1.5f15f2p-6f, 0x1.0d2a6ep-5f, 0x1.130466p-4f, 0x1.70a3d6p-4f},
        traceOfEpochs(
            new LinearLR(optimizer(0.1), startFactor(0.1), endFactor(0.9), totalIters(7)),
            1,
            2,
            5,
            9));
    assertArrayEquals(
        new float[] {0x1.7e6fb8p-4f, 0x1.343958p-4f, 0x1.f4275p-8f, 0x1.9db22cp-5f},
        traceOfEpochs(new CosineAnnealingLR(optimizer(0.1), tMax(6), etaMin(0.001)), 1, 2, 5, 9));
    assertArrayEquals(
        new float[] {0x1.3b2c8ep-4f, 0x1.ce59fep-5f, 0x1.858624p-7f, 0},
        traceOfEpochs(new PolynomialLR(optimizer(0.1), totalIters(7), power(1.7)), 1, 2, 5, 9));
  }

  /** 0.9 / 1.5 in float32 is 0.59999996; MindSpore multiplies by the reciprocal: 0.6. */
  @Test
  void aNumberOverATensorIsTheNumberTimesTheReciprocal() {
    assertEquals((double) 0.6f, Precision.FLOAT32.numberOver(0.9, 1.5));
    assertEquals((double) 0.59999996f, Precision.FLOAT32.over(0.9, 1.5));
  }

  @Test
  void whatTorchRefusesEndsInNotANumber() {
    double[] constant = Training.trace(o -> new ConstantLR(o, factor(0), totalIters(1)), 1, 0.1);
    assertTrue(Double.isNaN(constant[1]));
    double[] cosine = Training.trace(o -> new CosineAnnealingLR(o, tMax(0)), 1, 0.1);
    assertTrue(Double.isNaN(cosine[1]));
  }

  @Test
  void stepSizeZeroNeverDecays() {
    double[] trace = Training.trace(o -> new StepLR(o, stepSize(0)), 3, 0.5);
    assertArrayEquals(new double[] {0.5, 0.5, 0.5, 0.5}, trace);
  }

  @Test
  void aSecondSchedulerKeepsTheInitialRateOfTheFirst() {
    Optimizer optimizer = optimizer(0.5);
    new ConstantLR(optimizer, factor(0.25));
    assertArrayEquals(new float[] {0.5f}, new LambdaLR(optimizer, lrLambda(e -> 1)).getLastLr());
    LRScheduler cycle = new CyclicLR(optimizer, baseLr(0.01), maxLr(0.1), stepSizeUp(3));
    assertArrayEquals(new float[] {0.5f}, cycle.getLastLr());
    cycle.step();
    assertArrayEquals(new float[] {0.04f}, cycle.getLastLr(), 1e-8f);
  }

  @Test
  void goingOnTakesAStepAtOnce() {
    Optimizer optimizer = optimizer(0.5);
    new ConstantLR(optimizer, factor(0.25));
    LRScheduler resumed = new ExponentialLR(optimizer, gamma(0.5), lastEpoch(3));
    assertArrayEquals(new float[] {0.0625f}, resumed.getLastLr());
  }

  @Test
  void aSequenceInASequenceTakesOneStepMore() {
    double[] trace =
        Training.trace(
            o -> {
              Scheduler inner =
                  new SequentialLR(
                      o,
                      schedulers(
                          new ExponentialLR(o, gamma(0.5)),
                          new ConstantLR(o, factor(0.5), totalIters(3))),
                      milestones(2));
              return new SequentialLR(
                  o, schedulers(inner, new ExponentialLR(o, gamma(0.9))), milestones(4));
            },
            6,
            0.1);
    float[] rates = new float[trace.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = (float) trace[i];
    }
    assertArrayEquals(new float[] {0.05f, 0.025f, 0.05f, 0.05f, 0.1f, 0.09f, 0.081f}, rates, 1e-8f);
  }

  @Test
  void someCannotBeginAtAMilestone() {
    Optimizer o = optimizer(0.1);
    Scheduler sequence =
        new SequentialLR(
            o,
            schedulers(new ExponentialLR(o, gamma(0.5)), new MultiStepLR(o, milestones(3))),
            milestones(1));
    assertThrows(UnsupportedOperationException.class, sequence::step);
  }

  @Test
  void restartsCannotGoToAnEpochBehindTheFirstCycle() {
    CosineAnnealingWarmRestarts restarts =
        new CosineAnnealingWarmRestarts(optimizer(0.1), t0(4), tMult(2));
    restarts.step(3);
    assertThrows(UnsupportedOperationException.class, () -> restarts.step(7));
  }

  @Test
  void plateauReducesAfterOneBadEpochMoreThanItsPatience() {
    Optimizer optimizer = optimizer(1);
    ReduceLROnPlateau plateau = new ReduceLROnPlateau(optimizer, patience(1), factor(0.5));
    for (double metric : new double[] {5, 5, Double.NaN}) {
      plateau.step(metric);
    }
    assertArrayEquals(new float[] {0.5f}, plateau.getLastLr());
    refused(
        "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'; call"
            + " step(metrics)",
        plateau::step);
  }

  @Test
  void wrongArgumentsAreLocated() {
    refused(
        "LinearLR: Starting multiplicative factor expected to be greater than 0 and less than or"
            + " equal to 1, got start_factor 0.0",
        () -> new LinearLR(optimizer(0.1), startFactor(0)));
    refused(
        "LambdaLR: Expected 2 lr_lambdas, but got 1",
        () -> new LambdaLR(optimizer(0.1, 0.2), lrLambda(List.of(e -> 1))));
    refused(
        "StepLR: Invalid last_epoch: -2, it must be -1 or an epoch",
        () -> new StepLR(optimizer(0.1), stepSize(3), lastEpoch(-2)));
  }

  @Test
  void inCommonArithmeticRatesAreDoubles() {
    double[] trace =
        Training.trace(Arithmetic.COMMON, o -> new ExponentialLR(o, gamma(0.1)), 2, 0.1);
    assertArrayEquals(new double[] {0.1, 0.1 * 0.1, 0.1 * 0.1 * 0.1}, trace);
  }
}
