package dev.lockstep.examples.oneflow;

import static dev.lockstep.oneflow.optimizer.OptimizerOptions.momentum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.oneflow.job.Regularizer;
import dev.lockstep.oneflow.optimizer.SGD;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guide to job functions says, or means to say. */
class JobFunctionsTest {
  // A float32 number near 1 rounds by half of this; ten steps round about thirty times.
  private static final double ROUNDINGS = 4e-6;

  @Test
  void trainAndTestJobShareTheWeight() {
    JobFunctions jobs = new JobFunctions(plain(), Regularizer.NONE);
    assertEquals(1, jobs.train(0));
    assertEquals(Math.pow(0.9, 10), jobs.train(10), ROUNDINGS);
  }

  @Test
  void decayByARegularizerAddsToTheGradient() {
    JobFunctions jobs = new JobFunctions(plain(), Regularizer.ofL2(1));
    assertEquals(Math.pow(0.8, 10), jobs.train(10), ROUNDINGS);
  }

  private static SGD plain() {
    return new SGD(JobFunctions.constant(0.1), momentum(0));
  }

  @Test
  void eachOfTheSixOptimizersDescends() {
    assertEquals(6, JobFunctions.optimizers().size());
    JobFunctions.optimizers()
        .forEach(
            (name, made) ->
                assertTrue(new JobFunctions(made, Regularizer.NONE).train(10) < 1, name));
  }

  @Test
  void aScalarScaleIsRepeatedAndChangesOneStepAfterItsBoundary() {
    assertEquals(pieces(1, 1, 0.1, 0.1, 0.1), JobFunctions.scaled(0, 30, 31, 61, 91));
    assertEquals(pieces(1, 1, 0.1, 0.01, 0.001), JobFunctions.compounded(0, 30, 31, 61, 91));
  }

  /** The base rate is a float32 and is multiplied in double. */
  private static List<Float> pieces(double... scales) {
    return Arrays.stream(scales).mapToObj(scale -> (float) (0.001f * scale)).toList();
  }

  @Test
  void theDecayGoesOnAtTheAbsoluteStepAfterTheWarmUp() {
    List<Float> rates = JobFunctions.cosine(0, 50, 100, 10_000);
    double at100 = 0.01 * 0.5 * (1 + Math.cos(Math.PI * 100 / 10_000));
    assertEquals(List.of(0f, 0.005f, (float) at100, 0f), rates);
  }
}
