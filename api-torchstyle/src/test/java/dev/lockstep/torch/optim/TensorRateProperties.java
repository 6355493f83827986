package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of rates that are held in tensors, for random options, parameters and gradients. */
class TensorRateProperties {
  private static final int STEPS = 6;

  /** Torch casts scalars of a state to the type of the parameter when it loads them. */
  private static final List<String> WITH_SCALARS = List.of("ASGD", "NAdam");

  @Provide
  Arbitrary<String> dense() {
    return Arbitraries.of(
        OptimizersUnderTest.DENSE.stream()
            .filter(name -> OptimizersUnderTest.signatureOf(name).takesTensor(TorchOptions.LR))
            .toList());
  }

  /** But ASGD's power is another function of tensors than of Python's floats. */
  @Property
  void aDoubleInATensorMeansItsNumber(
      @ForAll("dense") String name, @ForAll DType dtype, @ForAll long seed) {
    Assume.that(!name.equals("ASGD"));
    assertEquals(
        steps(name, dtype, seed, TorchOptions.lr(0.03)),
        steps(name, dtype, seed, rate(DType.F64, 0.03)));
  }

  @Property
  void inCommonArithmeticATensorMeansItsNumber(
      @ForAll("dense") String name, @ForAll DType dtype, @ForAll DType held, @ForAll long seed) {
    double number = held.round(0.03);
    assertEquals(
        steps(name, dtype, seed, TorchOptions.lr(number), Arithmetic.COMMON),
        steps(name, dtype, seed, rate(held, 0.03), Arithmetic.COMMON));
  }

  @Property
  void aTensorThatIsFilledIsAnotherTensor(
      @ForAll("dense") String name, @ForAll DType dtype, @ForAll DType held, @ForAll long seed) {
    Tensor filled = Tensor.scalar(held, 0.03);
    Run one = new Run(name, dtype, seed, TorchOptions.lr(filled));
    Run other = new Run(name, dtype, seed, rate(held, 0.03));
    for (int step = 1; step <= STEPS; step++) {
      filled.fill(0.03 / step);
      other.optimizer.paramGroups().get(0).set(rate(held, 0.03 / step));
      one.step();
      other.step();
    }
    assertEquals(one.bits(), other.bits());
  }

  @Property
  void saveAndLoadInTheMiddleKeepsTheTensor(
      @ForAll("dense") String name, @ForAll DType dtype, @ForAll DType held, @ForAll long seed) {
    Assume.that(!WITH_SCALARS.contains(name));
    Run straight = new Run(name, dtype, seed, rate(held, 0.03));
    Run first = new Run(name, dtype, seed, rate(held, 0.03));
    straight.step();
    first.step();
    Run second = new Run(name, dtype, seed, TorchOptions.lr(0.5));
    second.goOn(first);
    straight.step();
    second.step();
    assertEquals(straight.bits(), second.bits());
  }

  private static List<String> steps(String name, DType dtype, long seed, Option... more) {
    Run run = new Run(name, dtype, seed, more);
    for (int step = 0; step < STEPS; step++) {
      run.step();
    }
    return run.bits();
  }

  private static Setting<Double> rate(DType held, double value) {
    return TorchOptions.lr(Tensor.scalar(held, value));
  }

  /** A training with random options, the same for the same seed. */
  private static final class Run {
    final Optimizer optimizer;
    private final List<Parameter> params;
    private final Random random;

    Run(String name, DType dtype, long seed, Option... more) {
      random = new Random(seed);
      params =
          List.of(
              OptimizersUnderTest.parameter("a", random, dtype, 3, 7),
              OptimizersUnderTest.parameter("b", random, dtype, 1, 1));
      List<Option> options =
          new ArrayList<>(Arrays.asList(OptimizersUnderTest.options(name, random)));
      options.removeIf(
          option -> isOneOf(option, TorchOptions.LR, TorchOptions.FOREACH, DIFFERENTIABLE));
      options.addAll(List.of(more));
      optimizer = OptimizersUnderTest.make(name, params, options.toArray(Option[]::new));
    }

    private static boolean isOneOf(Option option, OptionKey<?>... keys) {
      return option instanceof Setting<?> setting && List.of(keys).contains(setting.key());
    }

    void step() {
      for (Parameter parameter : params) {
        parameter.setGrad(
            OptimizersUnderTest.tensor(
                random, parameter.value().dtype(), parameter.value().shape()));
      }
      optimizer.step();
    }

    void goOn(Run before) {
      optimizer.loadStateDict(before.optimizer.stateDict());
      for (int i = 0; i < params.size(); i++) {
        params.get(i).value().copyFrom(before.params.get(i).value());
      }
      for (Parameter parameter : params) { // the gradients of the step that it has not taken
        OptimizersUnderTest.tensor(random, parameter.value().dtype(), parameter.value().shape());
      }
    }

    List<String> bits() {
      List<String> bits = new ArrayList<>();
      for (Parameter parameter : params) {
        for (int i = 0; i < parameter.value().size(); i++) {
          bits.add(Long.toHexString(parameter.value().bits(i)));
        }
      }
      return bits;
    }
  }
}
