package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.stepSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.torch.amp.GradScaler;
import dev.lockstep.torch.nn.Module;
import dev.lockstep.torch.nn.utils.ClipGrad;
import dev.lockstep.torch.optim.lrscheduler.StepLR;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Null at a public door is answered with the argument and with what it is an argument of. */
class NullArgumentTest {
  /** What a caller without null checks passes. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  private static Arguments door(String message, Executable call) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> doors() {
    Parameter w = new Parameter("w", Tensor.of(new float[2]));
    SGD sgd = new SGD(List.of(w), lr(0.1));
    StepLR schedule = new StepLR(sgd, stepSize(2));
    List<Parameter> holed = Arrays.asList(w, NullArgumentTest.<Parameter>nothing());
    return Stream.of(
        door(
            "the parameters of an optimizer must be given, got null",
            () -> new SGD(NullArgumentTest.<List<Trainable>>nothing())),
        door(
            "entry 1 of the parameters is null; give a parameter or a group", () -> new SGD(holed)),
        door("params of a group[1] must be given, got null", () -> Group.of(holed)),
        door(
            "options of a group[0] must be given, got null",
            () -> Group.of(List.of(w), NullArgumentTest.<Option>nothing())),
        door(
            "torch.optim.SGD: options[1] must be given, got null",
            () -> new SGD(List.of(w), lr(0.1), nothing())),
        door("lr must be given, got null", () -> LR.is(nothing())),
        door("lr must be given, got null", () -> sgd.paramGroups().get(0).set(LR, nothing())),
        door(
            "torch.optim.SGD: param_group must be given, got null",
            () -> sgd.addParamGroup(nothing())),
        door(
            "torch.optim.SGD: closure must be given, got null; step() takes none",
            () -> sgd.step(NullArgumentTest.<DoubleSupplier>nothing())),
        door(
            "torch.optim.SGD: hook must be given, got null",
            () -> sgd.registerStepPreHook(nothing())),
        door(
            "torch.optim.SGD: state_dict must be given, got null",
            () -> sgd.loadStateDict(nothing())),
        door("StepLR: optimizer must be given, got null", () -> new StepLR(nothing())),
        door(
            "StepLR: state_dict must be given, got null",
            () -> schedule.loadStateDict(NullArgumentTest.<Map<String, Object>>nothing())),
        door(
            "the gradient of w must be given, got null; clearGrad() forgets it",
            () -> w.setGrad(NullArgumentTest.<Tensor>nothing())),
        door(
            "the gradient of w must be given, got null; clearGrad() forgets it",
            () -> w.setGrad(NullArgumentTest.<SparseRows>nothing())),
        door(
            "name of a parameter must be given, got null",
            () -> new Parameter(nothing(), Tensor.of(new float[1]))),
        door(
            "the parameters must be given, got null",
            () -> ClipGrad.clipGradNorm(NullArgumentTest.<List<Parameter>>nothing(), 1)),
        door(
            "each of the parameters must be given, got null",
            () -> ClipGrad.clipGradValue(holed, 1)),
        door("gradients must be given, got null", () -> new GradScaler().unscale(nothing())),
        door(
            "state_dict of a module must be given, got null",
            () -> new Module() {}.loadStateDict(nothing())),
        door("value of parameter b must be given, got null", () -> new Parameter("b", nothing())),
        door(
            "data of a tensor must be given, got null",
            () -> Tensor.of(NullArgumentTest.<double[]>nothing(), 2)));
  }

  /** A null among gradients is found before any of them is changed. */
  @Test
  void noGradientIsUnscaledBeforeANull() {
    Tensor gradient = Tensor.of(new float[] {1});
    List<Tensor> holed = Arrays.asList(gradient, NullArgumentTest.<Tensor>nothing());
    OptionException refusal =
        assertThrows(OptionException.class, () -> new GradScaler().unscale(holed));
    assertEquals("gradients[1] must be given, got null", refusal.getMessage());
    assertEquals(1, gradient.get(0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doors")
  void nullIsNamed(String message, Executable call) {
    assertEquals(message, assertThrows(OptionException.class, call).getMessage());
  }
}
