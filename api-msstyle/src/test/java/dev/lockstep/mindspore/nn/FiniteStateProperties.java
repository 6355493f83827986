package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lossScale;
import static dev.lockstep.mindspore.MindSporeOptions.useAmsgrad;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.Finite;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What Adam with amsgrad knows of its second moments changes no bit: one of two optimizers gives
 * its state away before the first step, so that it has to ask them in every step.
 */
class FiniteStateProperties {
  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e17,
    1e19,
    -3e19,
    1e38,
    1e-30,
    0
  };

  @Property
  void whatIsKnownOfStateChangesNoBit(
      @ForAll DType dtype,
      @ForAll @IntRange(min = 1, max = 2 * Finite.RUN + 9) int size,
      @ForAll boolean views,
      @ForAll long seed) {
    Parameter seen = new Parameter("w", Tensor.zeros(dtype, size));
    Parameter unseen = new Parameter("w", Tensor.zeros(dtype, size));
    Adam asking = adam(seen, views);
    Adam knowing = adam(unseen, views);
    asking.state(seen);
    Random random = new Random(seed);
    for (int step = 0; step < 8; step++) {
      Tensor gradient = gradient(dtype, size, random);
      asking.apply(List.of(gradient));
      knowing.apply(List.of(gradient));
    }
    assertSame(asking, seen, knowing, unseen);
  }

  @Property
  void stateThatOthersWroteIsAsked(@ForAll DType dtype, @ForAll boolean loaded) {
    Parameter parameter = new Parameter("w", Tensor.zeros(dtype, 3));
    Adam adam = adam(parameter, false);
    adam.apply(List.of(ones(dtype)));
    if (loaded) {
      Map<String, Object> dict = new HashMap<>(adam.parametersDict());
      tensor(dict, "moment2.w").set(1, Double.NaN);
      adam.loadParametersDict(dict);
    } else {
      tensor(adam.state(parameter), "moment2").set(1, Double.NaN);
    }
    assertLargestStays(adam, dtype);
  }

  @Property
  void whatAStepLeftIsAsked(@ForAll DType dtype, @ForAll boolean views) {
    Parameter parameter = new Parameter("w", Tensor.zeros(dtype, 3));
    Adam adam = adam(parameter, views);
    Tensor odd = ones(dtype);
    // As it is viewed, its square is infinite, and the average no number in the step after.
    odd.set(1, views && dtype == DType.F32 ? 1e17 : Double.NaN);
    adam.apply(List.of(odd));
    assertLargestStays(adam, dtype);
  }

  private static Tensor ones(DType dtype) {
    Tensor ones = Tensor.zeros(dtype, 3);
    ones.fill(1);
    return ones;
  }

  /** An ordinary step, in which the second moment of element 1 is no number. */
  private static void assertLargestStays(Adam adam, DType dtype) {
    double before = tensor(adam.parametersDict(), "vhat.w").get(1);
    adam.apply(List.of(ones(dtype)));
    double after = tensor(adam.parametersDict(), "vhat.w").get(1);
    assertEquals(before, after, "vhat beside a second moment that is no number");
  }

  private static Adam adam(Parameter parameter, boolean views) {
    return new Adam(
        List.of(parameter),
        learningRate(0.1),
        useAmsgrad(true),
        weightDecay(views ? 0.3 : 0),
        lossScale(views ? 1e-3 : 1));
  }

  /** Ordinary numbers, of one gradient in two with an odd one or two. */
  private static Tensor gradient(DType dtype, int size, Random random) {
    Tensor gradient = Tensor.zeros(dtype, size);
    for (int i = 0; i < size; i++) {
      gradient.set(i, random.nextGaussian());
    }
    for (int odd = random.nextInt(4) - 1; odd > 0; odd--) {
      gradient.set(random.nextInt(size), ODD[random.nextInt(ODD.length)]);
    }
    return gradient;
  }

  private static void assertSame(Adam a, Parameter ofA, Adam b, Parameter ofB) {
    assertBits(ofA.value(), ofB.value(), "w");
    Map<String, Object> state = b.state(ofB);
    a.state(ofA).forEach((name, t) -> assertBits((Tensor) t, tensor(state, name), name));
  }

  private static void assertBits(Tensor expected, Tensor actual, String name) {
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), name + " " + i);
    }
  }

  private static Tensor tensor(Map<String, Object> state, String name) {
    return (Tensor) Objects.requireNonNull(state.get(name), name);
  }
}
