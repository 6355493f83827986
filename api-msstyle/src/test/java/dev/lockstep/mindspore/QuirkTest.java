package dev.lockstep.mindspore;

import static dev.lockstep.mindspore.MindSporeOptions.accum;
import static dev.lockstep.mindspore.MindSporeOptions.amsgrad;
import static dev.lockstep.mindspore.MindSporeOptions.clipThreshold;
import static dev.lockstep.mindspore.MindSporeOptions.epsilon;
import static dev.lockstep.mindspore.MindSporeOptions.gradCentralization;
import static dev.lockstep.mindspore.MindSporeOptions.l1;
import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.mindspore.MindSporeOptions.lossScale;
import static dev.lockstep.mindspore.MindSporeOptions.lr;
import static dev.lockstep.mindspore.MindSporeOptions.momentum;
import static dev.lockstep.mindspore.MindSporeOptions.relativeStep;
import static dev.lockstep.mindspore.MindSporeOptions.updateSlots;
import static dev.lockstep.mindspore.MindSporeOptions.useNesterov;
import static dev.lockstep.mindspore.MindSporeOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.nn.AdaFactor;
import dev.lockstep.mindspore.nn.Adagrad;
import dev.lockstep.mindspore.nn.FTRL;
import dev.lockstep.mindspore.nn.LARS;
import dev.lockstep.mindspore.nn.LearningRateSchedule;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.mindspore.nn.RMSProp;
import dev.lockstep.mindspore.nn.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each quirk by an example worked by hand: what it does, and the specified meaning without it. */
class QuirkTest {
  private static final Option SPECIFIED = Quirk.specified();

  @Test
  void momentumIgnoresNesterov() {
    // The buffer is 1: a step of 0.1*1, or of 0.1*(1 + 0.5*1).
    Option[] options = {learningRate(0.1), momentum(0.5), useNesterov(true)};
    assertEquals(0.9f, stepped(p -> new Momentum(p, options), 1, 1));
    assertEquals(0.85f, stepped(p -> new Momentum(p, with(options, SPECIFIED)), 1, 1));
  }

  @Test
  void adagradIgnoresUpdateSlots() {
    Option[] options = {learningRate(1), accum(1), updateSlots(false)};
    assertEquals(5, accumulated(options));
    assertEquals(1, accumulated(with(options, SPECIFIED)));
  }

  private static double accumulated(Option... options) {
    Parameter p = parameter(3);
    Adagrad adagrad = new Adagrad(List.of(p), options);
    adagrad.apply(List.of(floats(2)));
    return state(adagrad, p, "accum").get(0);
  }

  @Test
  void bodyAndTailDiffer() {
    // 17 equal elements: the last is the tail, which has epsilon inside the root.
    Option[] options = {learningRate(0.1), epsilon(0.5)};
    assertEquals(2, differentElements(options));
    assertEquals(1, differentElements(with(options, SPECIFIED)));
  }

  private static long differentElements(Option... options) {
    Parameter p = new Parameter("p", Tensor.of(new float[17]));
    float[] ones = new float[17];
    Arrays.fill(ones, 1);
    new RMSProp(List.of(p), options).apply(List.of(Tensor.of(ones)));
    List<Double> elements = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      elements.add(p.value().get(i));
    }
    return elements.stream().distinct().count();
  }

  @Test
  void experimentalAdamIgnoresAmsgrad() {
    Option[] options = {lr(0.1), amsgrad(true)};
    for (boolean quirk : new boolean[] {true, false}) {
      Parameter p = parameter(1);
      var adam =
          new dev.lockstep.mindspore.experimental.optim.Adam(
              List.of(p), quirk ? options : with(options, SPECIFIED));
      adam.apply(List.of(floats(2)));
      assertEquals(quirk, state(adam, p, "max_exp_avg_sq").get(0) == 0);
    }
  }

  @Test
  void mintAdamForgetsTheMaximum() {
    for (boolean quirk : new boolean[] {true, false}) {
      Option[] options = quirk ? new Option[] {amsgrad(true)} : with(SPECIFIED, amsgrad(true));
      Parameter p = parameter(1);
      var adam = new dev.lockstep.mindspore.mint.optim.Adam(List.of(p), options);
      adam.apply(List.of(floats(2)));
      assertEquals(quirk, !adam.state(p).containsKey("max_exp_avg_sq"));
    }
  }

  @Test
  void mintSgdKeepsItsFirstRate() {
    for (boolean quirk : new boolean[] {true, false}) {
      Option[] options = quirk ? new Option[] {lr(0.25)} : with(SPECIFIED, lr(0.25));
      Parameter p = parameter(1);
      var sgd = new dev.lockstep.mindspore.mint.optim.SGD(List.of(p), options);
      sgd.paramGroups().get(0).set(MindSporeOptions.LR, LearningRate.of(0.5));
      sgd.apply(List.of(floats(1)));
      assertEquals(quirk ? 0.75 : 0.5, p.value().get(0));
    }
  }

  @Test
  void aStaticRateBesideADynamicOneIsRounded() {
    assertEquals(1.00016594e-4f, staticRate());
    assertEquals(1e-4f, staticRate(SPECIFIED));
  }

  private static float staticRate(Option... options) {
    LearningRateSchedule falling =
        new LearningRateSchedule() {
          @Override
          public float construct(int globalStep) {
            return 0.1f;
          }
        };
    Momentum momentum =
        new Momentum(
            List.of(
                Group.of(List.of(parameter(1)), lr(1e-4)),
                Group.of(List.of(new Parameter("q", floats(1))), lr(falling))),
            with(options, learningRate(0.1), momentum(0.9)));
    return momentum.getLr()[0];
  }

  @Test
  void ftrlAddsL1WhateverTheSign() {
    // The linear term is -2: (0.5 + 2) instead of (-0.5 + 2), over the same denominator.
    Option[] options = {learningRate(1), l1(0.5)};
    double quirk = stepped(p -> new FTRL(p, options), 0, -2);
    double specified = stepped(p -> new FTRL(p, with(options, SPECIFIED)), 0, -2);
    assertEquals(2.5 / 1.5, quirk / specified, 1e-6);
  }

  @Test
  void larsCountsTwice() {
    for (boolean quirk : new boolean[] {true, false}) {
      Option[] options = {learningRate(0.1), momentum(0.9), weightDecay(step -> 0.1f)};
      Momentum inner =
          new Momentum(List.of(parameter(1)), quirk ? options : with(options, SPECIFIED));
      LARS lars = new LARS(inner);
      lars.apply(List.of(floats(1)));
      assertEquals(quirk ? 2 : 1, lars.globalState().get("global_step"));
    }
  }

  @Test
  void adaFactorIgnoresTheLossScale() {
    Option[] options = {learningRate(0.1), relativeStep(false), lossScale(8)};
    Parameter p = parameter(1);
    AdaFactor quirk = new AdaFactor(List.of(p), options);
    quirk.apply(List.of(floats(8)));
    Parameter q = parameter(1);
    AdaFactor specified = new AdaFactor(List.of(q), with(options, SPECIFIED));
    specified.apply(List.of(floats(8)));
    double seen = state(quirk, p, "exp_avg_sq").get(0);
    double unscaled = state(specified, q, "exp_avg_sq").get(0);
    assertEquals(64, seen / unscaled, 1e-4);
  }

  @Test
  void adaFactorUnscalesWhatItDividesByTheRootsToo() {
    for (int[] shape : new int[][] {{6}, {2, 3}}) {
      Option[] options = {learningRate(0.1), relativeStep(false), clipThreshold(100), SPECIFIED};
      Parameter scaled = new Parameter("p", Tensor.of(new float[6], shape));
      Parameter plain = new Parameter("q", Tensor.of(new float[6], shape));
      Tensor large = Tensor.of(new float[] {8, 16, -24, 32, 40, -48}, shape);
      Tensor small = Tensor.of(new float[] {1, 2, -3, 4, 5, -6}, shape);
      new AdaFactor(List.of(scaled), with(options, lossScale(8))).apply(List.of(large));
      new AdaFactor(List.of(plain), options).apply(List.of(small));
      assertArrayEquals(plain.value().floats(), scaled.value().floats());
    }
  }

  @Test
  void centralizationIsRefused() {
    // The mean over all but the first dimension is taken off; only if the second is 16, 32, ...
    float[] grad = new float[32];
    grad[0] = 16;
    grad[16] = 32;
    for (boolean quirk : new boolean[] {true, false}) {
      Parameter p = new Parameter("p", Tensor.of(new float[32], 2, 16));
      Option[] options = {learningRate(1)};
      SGD sgd =
          new SGD(
              List.of(Group.of(List.of(p), gradCentralization(true))),
              quirk ? options : with(options, SPECIFIED));
      List<Tensor> grads = List.of(Tensor.of(grad.clone(), 2, 16));
      if (quirk) {
        String message =
            String.valueOf(
                assertThrows(OptionException.class, () -> sgd.apply(grads)).getMessage());
        assertTrue(message.contains("CENTRALIZATION_REFUSED"), message);
        assertEquals(0, p.value().get(0));
      } else {
        sgd.apply(grads);
        assertEquals(-15, p.value().get(0));
        assertEquals(1, p.value().get(1));
        assertEquals(-30, p.value().get(16));
        assertEquals(2, p.value().get(31));
      }
    }
  }

  @Test
  void mintInPynativeModeUpdatesNothing() {
    Option asked = Quirk.with(Quirk.MINT_PYNATIVE_UPDATES_NOTHING);
    for (boolean quirk : new boolean[] {true, false}) {
      Option[] options = quirk ? new Option[] {lr(0.5), asked} : new Option[] {lr(0.5)};
      Parameter p = parameter(1);
      new dev.lockstep.mindspore.mint.optim.SGD(List.of(p), options).apply(List.of(floats(1)));
      Parameter q = parameter(1);
      new dev.lockstep.mindspore.mint.optim.Adam(List.of(q), options).apply(List.of(floats(1)));
      assertEquals(quirk, p.value().get(0) == 1);
      assertEquals(quirk, q.value().get(0) == 1);
    }
  }

  @Test
  void commonArithmeticHasNone() {
    Parameter p = parameter(1);
    Option[] options = {learningRate(0.1), momentum(0.5), useNesterov(true)};
    Momentum common = new Momentum(List.of(p), with(options, Arithmetic.COMMON));
    for (Quirk quirk : Quirk.values()) {
      assertFalse(common.has(quirk), quirk.id());
    }
    common.apply(List.of(floats(1)));
    assertEquals(0.85, p.value().get(0), 1e-7);
  }

  @Test
  void oneQuirkIsSwitchedByItself() {
    Parameter p = parameter(1);
    Option[] options = {learningRate(0.1), momentum(0.5)};
    Momentum momentum =
        new Momentum(
            List.of(p), with(options, SPECIFIED, Quirk.with(Quirk.MOMENTUM_IGNORES_NESTEROV)));
    assertTrue(momentum.has(Quirk.MOMENTUM_IGNORES_NESTEROV));
    assertFalse(momentum.has(Quirk.BODY_AND_TAIL_DIFFER));
  }

  private interface Maker {
    MindSporeOptimizer make(List<Parameter> params);
  }

  /** A parameter of one element after one step. */
  private static double stepped(Maker maker, double start, double grad) {
    Parameter p = parameter(start);
    maker.make(List.of(p)).apply(List.of(floats(grad)));
    return p.value().get(0);
  }

  private static Parameter parameter(double value) {
    return new Parameter("p", floats(value));
  }

  private static Tensor floats(double value) {
    return Tensor.of(new float[] {(float) value});
  }

  private static Tensor state(MindSporeOptimizer optimizer, Parameter p, String key) {
    Map<String, Object> state = optimizer.state(p);
    return assertInstanceOf(Tensor.class, state.get(key), key);
  }

  private static Option[] with(Option[] options, Option... more) {
    Option[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  private static Option[] with(Option option, Option... more) {
    return with(new Option[] {option}, more);
  }
}
