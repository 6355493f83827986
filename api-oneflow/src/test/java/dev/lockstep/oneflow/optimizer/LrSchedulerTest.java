package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.RateOptions.baseLr;
import static dev.lockstep.oneflow.optimizer.RateOptions.boundaries;
import static dev.lockstep.oneflow.optimizer.RateOptions.lbn;
import static dev.lockstep.oneflow.optimizer.RateOptions.scale;
import static dev.lockstep.oneflow.optimizer.RateOptions.steps;
import static dev.lockstep.oneflow.optimizer.RateOptions.values;
import static dev.lockstep.oneflow.optimizer.RateOptions.warmup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.OptionException;
import org.junit.jupiter.api.Test;

/** The legacy rates, at the steps where they surprise. */
class LrSchedulerTest {
  @Test
  void noBoundariesAndOneValueAreAConstant() {
    LrScheduler constant = new PiecewiseConstantScheduler(boundaries(), values(0.1));
    assertEquals(0.1f, constant.rate(0));
    assertEquals(0.1f, constant.rate(1_000_000));
  }

  @Test
  void aRateChangesOneStepAfterItsBoundary() {
    LrScheduler rates = new PiecewiseConstantScheduler(boundaries(30), values(0.1, 0.01));
    assertEquals(0.1f, rates.rate(30));
    assertEquals(0.01f, rates.rate(31));
  }

  @Test
  void aSingleScaleIsRepeatedNotCompounded() {
    LrScheduler rates =
        new PiecewiseScalingScheduler(baseLr(0.001), boundaries(30, 60, 90), scale(0.1));
    float tenth = (float) ((double) 0.001f * 0.1);
    assertEquals(0.001f, rates.rate(0));
    assertEquals(tenth, rates.rate(31));
    assertEquals(tenth, rates.rate(61));
    assertEquals(tenth, rates.rate(91));
  }

  @Test
  void aWarmUpReplacesTheDecayAndIsNotAddedToIt() {
    LrScheduler warmed =
        new CosineScheduler(baseLr(0.01), steps(10_000), warmup(Warmup.linear(100, 0)));
    LrScheduler bare = new CosineScheduler(baseLr(0.01), steps(10_000));
    assertEquals(0f, warmed.rate(0));
    assertEquals((float) ((double) 0.01f * 0.99), warmed.rate(99));
    assertEquals(bare.rate(100), warmed.rate(100));
    assertEquals(0f, warmed.rate(10_000));
  }

  @Test
  void aCustomRateIsWhatItsBlobHolds() {
    LrScheduler rates = new CustomScheduler(step -> 0.1 / (1 + step), lbn("System-Rate/out"));
    assertEquals(0.1f, rates.rate(0));
    assertEquals((float) (0.1 / 4), rates.rate(3));
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThrows(OptionException.class, () -> new CustomScheduler(step -> 0.1));
    assertThrows(OptionException.class, () -> new CosineScheduler(baseLr(0.01)));
    assertThrows(OptionException.class, () -> new CosineScheduler(baseLr(0.01), steps(0)));
    assertThrows(
        OptionException.class,
        () -> new PiecewiseConstantScheduler(boundaries(3, 6), values(0.1, 0.2)));
    assertThrows(
        OptionException.class,
        () -> new PiecewiseConstantScheduler(boundaries(6, 3), values(0.1, 0.2, 0.3)));
    assertThrows(OptionException.class, () -> Warmup.constant(5, 1));
    assertThrows(OptionException.class, () -> Warmup.linear(0, 0.5));
  }

  @Test
  void theArgumentsThatAGuideSwapsAreNotTaken() {
    // CosineScheduler(10000, 0.01): a base rate of 10000 and 0.01 steps
    assertThrows(OptionException.class, () -> RateOptions.STEPS.read(0.01));
  }
}
