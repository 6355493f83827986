package dev.lockstep.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.mindspore.experimental.optim.lrscheduler.StepLR;
import dev.lockstep.mindspore.nn.Adam;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
    Adam adam = new Adam(List.of(w), learningRate(0.1));
    return Stream.of(
        door(
            "the parameters of an optimizer must be given, got null",
            () -> new Adam(NullArgumentTest.<List<Trainable>>nothing())),
        door(
            "mindspore.nn.Adam: options[0] must be given, got null",
            () -> new Adam(List.of(w), NullArgumentTest.<Option>nothing())),
        door(
            "learning_rate must be given, got null",
            () -> new Adam(List.of(w), MindSporeOptions.LEARNING_RATE.is(nothing()))),
        door(
            "mindspore.nn.Adam: apply takes a list of gradients, one for each parameter; got null",
            () -> adam.apply(nothing())),
        door(
            "mindspore.nn.Adam: the gradient of w must be f32[2], got null",
            () -> adam.apply(Arrays.asList(NullArgumentTest.<Tensor>nothing()))),
        door(
            "mindspore.nn.Adam: the state to load must be given, got null",
            () -> adam.loadParametersDict(nothing())),
        door("StepLR: optimizer must be given, got null", () -> new StepLR(nothing())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doors")
  void nullIsNamed(String message, Executable call) {
    assertEquals(message, assertThrows(OptionException.class, call).getMessage());
  }
}
