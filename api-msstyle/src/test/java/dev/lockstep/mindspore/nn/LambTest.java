package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.beta1;
import static dev.lockstep.mindspore.MindSporeOptions.beta2;
import static dev.lockstep.mindspore.MindSporeOptions.eps;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The definition of the operator, by hand: there is no trace of it, because no CPU has it. */
class LambTest {
  // A dozen roundings to float32 of numbers up to 100.
  private static final float TOLERANCE = 4e-5f;

  private static final Option RATE = learningRate(0.19);
  private static final Option EPS = eps(16);

  @Test
  void theStepIsScaledByTheRatioOfTheNorms() {
    // In the norm 3/sqrt(9 + 16), in the step 3/(3 + 16): 0.19 * (5/0.6) * 3/19.
    check(values(2.75f, 4), values(3, 4), values(3, 0), RATE, EPS);
  }

  @Test
  void theDecayIsInTheNormAndInTheStep() {
    // 3/5 + 0.08*5 = 1 in the norm: 0.19 * 5 * (3/19 + 0.4).
    check(values(5 - 0.15f - 0.38f), values(5), values(3), RATE, EPS, weightDecay(0.08));
  }

  @Test
  void theRatioIsAtMostTen() {
    check(values(49.7f), values(50), values(3), RATE, EPS);
  }

  @Test
  void theRatioIsOneIfEitherNormIsZero() {
    check(values(-0.03f), values(0), values(3), RATE, EPS);
    check(values(5), values(5), values(0), RATE, EPS);
  }

  @Test
  void theMomentsAreCorrectedForTheirStart() {
    Parameter p = new Parameter("p", Tensor.of(values(100)));
    Lamb lamb = new Lamb(List.of(p), learningRate(0.1), beta1(0.5), beta2(0.75), eps(1));
    lamb.apply(List.of(Tensor.of(values(4))));
    assertArrayEquals(values(99.2f), p.value().floats(), TOLERANCE); // 0.1 * 10 * 4/(4 + 1)
    lamb.apply(List.of(Tensor.of(values(0))));
    // Moments 1/0.75 and 3/0.4375: (4/3)/(sqrt(48/7) + 1).
    assertArrayEquals(values(99.2f - 0.3684657f), p.value().floats(), TOLERANCE);
  }

  private static void check(float[] expected, float[] start, float[] gradient, Option... options) {
    for (Arithmetic arithmetic : Arithmetic.values()) {
      Option[] all = List.of(options).toArray(new Option[options.length + 1]);
      all[options.length] = arithmetic;
      Parameter p = new Parameter("p", Tensor.of(start.clone()));
      new Lamb(List.of(p), all).apply(List.of(Tensor.of(gradient)));
      assertArrayEquals(expected, p.value().floats(), TOLERANCE);
    }
  }

  private static float[] values(float... values) {
    return values;
  }
}
