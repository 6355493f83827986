package dev.lockstep.oneflow.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of all eager optimizers. */
class OptimizerProperties {
  private static final int STEPS = 4;

  /** An optimizer class by its constructor. */
  interface Maker extends BiFunction<List<Parameter>, Option[], Optimizer> {}

  @Provide
  Arbitrary<Maker> makers() {
    return Arbitraries.of(
        SGD::new,
        (p, o) -> new SGD(p, with(o, OneFlowOptions.momentum(0.9))),
        Adam::new,
        (p, o) -> new AdamW(p, with(o, OneFlowOptions.amsgrad(true))),
        Adagrad::new,
        (p, o) -> new RMSprop(p, with(o, OneFlowOptions.centered(true))),
        Adadelta::new,
        LAMB::new);
  }

  private static Option[] with(Option[] options, Option more) {
    Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = more;
    return all;
  }

  @Property
  void aSavedStateGoesOnToTheSameBits(
      @ForAll("makers") Maker maker,
      @ForAll long seed,
      @ForAll DType dtype,
      @ForAll Arithmetic arithmetic) {
    Parameter straight = parameter(dtype, seed);
    Optimizer one = maker.apply(List.of(straight), new Option[] {arithmetic});
    Random grads = new Random(seed);
    run(one, straight, grads);
    Parameter resumed = new Parameter("w", straight.value().copy());
    Optimizer two = maker.apply(List.of(resumed), new Option[] {arithmetic});
    two.loadStateDict(one.stateDict());
    run(one, straight, new Random(seed + 1));
    run(two, resumed, new Random(seed + 1));
    for (int i = 0; i < straight.value().size(); i++) {
      assertEquals(straight.value().bits(i), resumed.value().bits(i));
    }
  }

  @Property
  void withoutGradientsNothingChangesButTheStepCount(
      @ForAll("makers") Maker maker, @ForAll long seed) {
    Parameter parameter = parameter(DType.F32, seed);
    Tensor before = parameter.value().copy();
    Optimizer optimizer = maker.apply(List.of(parameter), new Option[0]);
    optimizer.step();
    assertEquals(1, optimizer.stepCount());
    for (int i = 0; i < before.size(); i++) {
      assertEquals(before.bits(i), parameter.value().bits(i));
    }
  }

  private static Parameter parameter(DType dtype, long seed) {
    Tensor value = Tensor.zeros(dtype, 5);
    fill(value, new Random(seed));
    return new Parameter("w", value);
  }

  private static void run(Optimizer optimizer, Parameter parameter, Random random) {
    for (int k = 0; k < STEPS; k++) {
      Tensor grad = parameter.value().zerosLike();
      fill(grad, random);
      parameter.setGrad(grad);
      optimizer.step();
    }
  }

  private static void fill(Tensor tensor, Random random) {
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, random.nextGaussian());
    }
  }
}
