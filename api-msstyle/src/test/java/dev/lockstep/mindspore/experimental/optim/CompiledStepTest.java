package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.StatefulOptimizer;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What MindSpore's compiler takes for 0: constants below 2^-52. */
class CompiledStepTest {
  private static final double ZERO = Math.nextDown(0x1p-52);
  private static final double NOT_ZERO = 0x1p-52;

  private final Parameter infinite =
      new Parameter("p", Tensor.of(new float[] {Float.POSITIVE_INFINITY}));

  @Test
  void aTinyDecayIsNone() {
    assertEquals(Double.POSITIVE_INFINITY, afterAdadelta(weightDecay(ZERO)));
    assertEquals(Double.NaN, afterAdadelta(weightDecay(NOT_ZERO)));
    assertEquals(Double.NaN, afterAdadelta(weightDecay(ZERO), Arithmetic.COMMON));
  }

  @Test
  void anOperatorsOwnDecayIsNever() {
    assertEquals(
        Double.NaN,
        after(p -> new SGD(List.of(p), lr(1), weightDecay(ZERO))),
        "ops.SGD looks at its decay itself");
  }

  @Test
  void withATinyMomentumMintKeepsNoBuffer() {
    assertEquals(0, buffer(momentum(ZERO)));
    assertEquals(2, buffer(momentum(NOT_ZERO)));
    assertEquals(2, buffer(momentum(ZERO), Arithmetic.COMMON));
  }

  private double afterAdadelta(Option... options) {
    return after(p -> new Adadelta(List.of(p), options));
  }

  private double after(Function<Parameter, StatefulOptimizer> optimizer) {
    optimizer.apply(infinite).apply(List.of(Tensor.of(new float[] {0})));
    return infinite.value().get(0);
  }

  private static double buffer(Option... options) {
    Parameter p = new Parameter("p", Tensor.of(new float[] {1}));
    Option[] all = {lr(1), options[0], options.length > 1 ? options[1] : Arithmetic.NATIVE};
    StatefulOptimizer sgd = new dev.lockstep.mindspore.mint.optim.SGD(List.of(p), all);
    sgd.apply(List.of(Tensor.of(new float[] {2})));
    return assertInstanceOf(Tensor.class, sgd.state(p).get("momentum_buf")).get(0);
  }
}
