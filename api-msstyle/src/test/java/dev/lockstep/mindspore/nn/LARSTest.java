package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.coefficient;
import static dev.lockstep.mindspore.MindSporeOptions.epsilon;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lossScale;
import static dev.lockstep.mindspore.MindSporeOptions.useClip;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The definition of the operator, by hand: there is no trace of it, because no CPU has it. */
class LARSTest {
  // Some roundings to float32 of numbers below 16.
  private static final float TOLERANCE = 2e-6f;

  private static final Option DECAY = weightDecay(0.2);
  private static final Option EPSILON = epsilon(1);

  // Half of 5, the norm of (3, 4), over 12 + 0.2*5 + 1.
  private static final float TRUST = 2.5f / 14;

  // The gradient (0, 12) and a decay of 0.2.
  private static final float[] SCALED = {3 - TRUST * 0.6f, 4 - TRUST * 12.8f};

  @Test
  void theGradientIsScaledByTheRatioOfTheNorms() {
    float[] gradient = {0, 12};
    check(SCALED, "p", gradient, options(learningRate(1), DECAY), coefficient(0.5), EPSILON);
  }

  @Test
  void theGradientIsUnscaledFirst() {
    float[] gradient = {0, 24};
    Option[] inner = options(learningRate(1), DECAY, lossScale(2));
    check(SCALED, "p", gradient, inner, coefficient(0.5), EPSILON);
  }

  @Test
  void clippingMakesTheRateTheLargest() {
    float[] gradient = {0, 12};
    Option[] inner = options(learningRate(0.5), DECAY);
    check(SCALED, "p", gradient, inner, coefficient(0.5), EPSILON, useClip(true));
    float[] whole = {3 - 0.5f * 0.6f, 4 - 0.5f * 12.8f};
    check(whole, "p", gradient, inner, coefficient(50), EPSILON, useClip(true));
  }

  @Test
  void whatTheFilterLeavesOutIsNeitherScaledNorDecayed() {
    float[] gradient = {0, 12};
    float[] plain = {3, -8};
    check(plain, "fc.bias", gradient, options(learningRate(1), DECAY), coefficient(0.5), EPSILON);
  }

  private static Option[] options(Option... options) {
    return options;
  }

  private static void check(
      float[] expected, String name, float[] gradient, Option[] inner, Option... lars) {
    Parameter p = new Parameter(name, Tensor.of(new float[] {3, 4}));
    new LARS(new SGD(List.of(p), inner), lars).apply(List.of(Tensor.of(gradient)));
    assertArrayEquals(expected, p.value().floats(), TOLERANCE);
  }
}
