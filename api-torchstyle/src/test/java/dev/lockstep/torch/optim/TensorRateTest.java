package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.betas;
import static dev.lockstep.torch.optim.TorchOptions.decoupledWeightDecay;
import static dev.lockstep.torch.optim.TorchOptions.foreach;
import static dev.lockstep.torch.optim.TorchOptions.fused;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lockstep.core.DType;
import dev.lockstep.core.Group;
import dev.lockstep.core.LiveBetas;
import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.Option;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rates and betas in tensors. */
class TensorRateTest {
  private static Tensor f32(double value) {
    return Tensor.scalar(DType.F32, value);
  }

  private static Tensor tensor(ParamGroup group) {
    return assertInstanceOf(LiveNumber.class, group.options().live(LR)).plain();
  }

  @Test
  void whoFillsTheTensorChangesTheRate() {
    Parameter p = parameter(1);
    Tensor rate = Tensor.of(new double[] {0.5});
    SGD sgd = new SGD(one(p), lr(rate));
    step(sgd, 1);
    rate.fill(0.25);
    step(sgd, 1);
    assertEquals(0.25, p.value().get(0));
    assertEquals(0.25, sgd.paramGroups().get(0).get(LR));
  }

  @Test
  void decayIsRoundedToTheTypeOfTheRate() {
    Parameter p = parameter(1);
    step(new AdamW(one(p), lr(f32(0.1)), weightDecay(0.1)), 0);
    assertEquals(1f - 0.1f * 0.1f, p.value().get(0));
  }

  @Test
  void groupsWithoutARateOfTheirOwnShareTheTensor() {
    Tensor rate = f32(0.5);
    SGD sgd = new SGD(List.of(Group.of(one(parameter(1))), Group.of(one(parameter(2)))), lr(rate));
    rate.fill(0.25);
    assertEquals(0.25, sgd.paramGroups().get(0).get(LR));
    assertEquals(0.25, sgd.paramGroups().get(1).get(LR));
    sgd.loadStateDict(sgd.stateDict());
    assertSame(tensor(sgd.paramGroups().get(0)), tensor(sgd.paramGroups().get(1)));
  }

  @Test
  void aNumberTakesThePlaceOfATensorAndTheOtherWayRound() {
    ParamGroup group = new SGD(one(example()), lr(f32(0.5))).paramGroups().get(0);
    group.set(LR, 0.1);
    assertNull(group.options().live(LR));
    group.set(lr(f32(0.1)));
    assertNotNull(group.options().live(LR));
    assertEquals(0.1f, group.get(LR));
  }

  @Test
  void aStateHoldsTheTensorAndALoadedOneTakesThePlace() {
    Tensor rate = f32(0.5);
    SGD saved = new SGD(one(example()), lr(rate));
    StateDict dict = saved.stateDict();
    rate.fill(0.25);
    SGD loaded = new SGD(one(example()), lr(0.1));
    loaded.loadStateDict(dict);
    assertEquals(0.5, loaded.paramGroups().get(0).get(LR));
    assertNotNull(loaded.paramGroups().get(0).options().live(LR));
    SGD back = new SGD(one(example()), lr(rate));
    back.loadStateDict(new SGD(one(example()), lr(0.1)).stateDict());
    assertNull(back.paramGroups().get(0).options().live(LR));
  }

  @Test
  void betasInTensorsAreInTheState() {
    Adam adam = new Adam(one(example()), betas(f32(0.9), f32(0.99)));
    Map<String, Object> group = adam.stateDict().paramGroups().get(0);
    LiveBetas.Pair pair = assertInstanceOf(LiveBetas.Pair.class, group.get("betas"));
    assertEquals("f32[]", pair.beta1().toString());
    Adam loaded = new Adam(one(example()));
    loaded.loadStateDict(adam.stateDict());
    assertEquals(0.9f, loaded.paramGroups().get(0).get(BETAS).beta1());
    assertNotNull(loaded.paramGroups().get(0).options().live(BETAS));
  }

  /** Recorded: torch computes the corrections in the type of the betas. */
  @Test
  void correctionsAreRoundedToTheTypeOfTheBetas() {
    assertEquals(0.8393237029821252, trained(betas(f32(0.9), f32(0.999))));
    Tensor beta1 = Tensor.scalar(DType.F64, 0.9);
    Tensor beta2 = Tensor.scalar(DType.F64, 0.999);
    assertEquals(0.8393233849166541, trained(betas(beta1, beta2)));
    assertEquals(0.8393233849166541, trained(betas(0.9, 0.999)));
  }

  private static double trained(Option betas) {
    Parameter p = parameter(1);
    Adam adam = new Adam(one(p), lr(0.1), betas);
    for (double gradient : new double[] {0.5, -0.25, 0.125}) {
      step(adam, gradient);
    }
    return p.value().get(0);
  }

  @Test
  void lbfgsRemembersTheTensorItself() {
    Tensor half = f32(0.5);
    assertSame(half, remembered(half));
    Tensor buffer = Tensor.of(FloatBuffer.wrap(new float[] {0.5f}), 1);
    assertSame(buffer, remembered(buffer));
  }

  private static @Nullable Object remembered(Tensor rate) {
    Parameter p = parameter(4, -2);
    LBFGS lbfgs = new LBFGS(one(p), lr(rate), TorchOptions.MAX_ITER.is(3));
    lbfgs.step(
        () -> {
          p.setGrad(p.value().copy());
          return 0.5 * (p.value().get(0) * p.value().get(0) + p.value().get(1) * p.value().get(1));
        });
    return lbfgs.state(p).get("t");
  }

  @Test
  void whatTorchRefusesIsRefused() {
    assertEquals(
        "Tensor lr must be 1-element, got f32[2]",
        refusal(() -> new SGD(one(example()), lr(Tensor.of(new float[2])))));
    assertEquals(
        "Tensor betas[1] must be 1-element, got f32[0]",
        refusal(() -> new Adam(one(example()), betas(f32(0.9), Tensor.of(new float[0])))));
    assertEquals(
        "Invalid learning rate: -1.0, must be at least 0",
        refusal(() -> new Adam(one(example()), lr(f32(-1)))));
    assertEquals(
        "lr or betas as a Tensor is not supported for capturable=False and foreach=True",
        refusal(() -> new Adam(one(example()), lr(f32(0.1)), foreach(true))));
    Adam late = new Adam(one(example()), foreach(true));
    late.paramGroups().get(0).set(lr(f32(0.1)));
    assertEquals(
        "lr or betas as a Tensor is not supported for capturable=False and foreach=True",
        refusal(() -> step(late, 1, 1, 1)));
    assertEquals(
        "betas must be either both floats or both Tensors",
        refusal(() -> new Adam(one(example()), BETAS.setting(List.of(f32(0.9), 0.99)))));
    assertEquals(
        "torch.optim.NAdam: betas must be a number, got a tensor",
        refusal(() -> new NAdam(one(example()), betas(f32(0.9), f32(0.99)))));
    assertEquals(
        "torch.optim.Adam: weight_decay must be a number, got a tensor",
        refusal(() -> new Adam(one(example()), weightDecay(f32(0.1)))));
  }

  @Test
  void withoutAnImplementationThatTakesGradientsAStepIsRefused() {
    assertEquals(
        "_foreach ops don't support autograd",
        refusal(
            () ->
                step(
                    new RMSprop(one(example()), TorchOptions.differentiable(true), foreach(true)),
                    1,
                    1,
                    1)));
    Adam late = new Adam(one(example()), TorchOptions.differentiable(true));
    late.paramGroups().get(0).set(fused(true));
    assertEquals(
        "Adam with fused=True does not support differentiable=True",
        refusal(() -> step(late, 1, 1, 1)));
  }

  /** A group's rate may be negative; the rate of a differentiable Adam is in its denominator. */
  @Test
  void aNegativeRateOfADifferentiableAdamClimbs() {
    Parameter down = parameter(0, 0);
    Parameter up = parameter(0, 0);
    Adam descent = new Adam(one(down), lr(0.1), TorchOptions.differentiable(true));
    Adam ascent = new Adam(one(up), TorchOptions.differentiable(true));
    ascent.paramGroups().get(0).set(LR, -0.1);
    for (int i = 1; i < 4; i++) {
      step(descent, i, -0.1);
      step(ascent, i, -0.1);
    }
    assertEquals(-down.value().get(0), up.value().get(0));
    assertEquals(-down.value().get(1), up.value().get(1));
    assertEquals(-0.3, down.value().get(0), 0.01);
  }

  /** Recorded: torch raises TypeError in the step in which the second one joins. */
  @Test
  void foreachOfAdafactorMixesNoTensorsAndFloats() {
    Parameter early = parameter(1, 1);
    Parameter late = parameter(1, 1, 1);
    Adafactor adafactor = new Adafactor(List.of(late, early), lr(f32(0.6)), foreach(true));
    for (int i = 0; i < 4; i++) {
      early.setGrad(Tensor.of(new double[] {0.3, 0.3}));
      adafactor.step();
    }
    late.setGrad(Tensor.of(new double[] {0.2, 0.2, 0.2}));
    String refused = "expected Tensor in the rates of foreach, but got float";
    assertEquals(refused, refusal(adafactor::step).substring(0, refused.length()));
  }

  @Test
  void whatIsNotReproducedIsRefused() {
    Parameter scalar = new Parameter("p", f32(1));
    scalar.setGrad(f32(1));
    String refused = "p is float32 and has no dimensions: where it meets a float64 tensor of the";
    NAdam nadam =
        new NAdam(
            one(scalar),
            lr(Tensor.scalar(DType.F64, 0.1)),
            weightDecay(0.1),
            decoupledWeightDecay(true));
    assertEquals(refused, refusal(nadam::step).substring(0, refused.length()));
    assertEquals(
        "p is float64: a float32 tensor below 0.5 as beta2 is not reproduced there; make it float64",
        refusal(() -> step(new Adam(one(example()), betas(f32(0.5), f32(0.3))), 1, 1, 1)));
    step(new Adam(one(example()), betas(f32(0.5), f32(0.5))), 1, 1, 1);
    for (double far : new double[] {1e155, 1 / 1e-100, 1e-100, 1e-155}) {
      assertEquals(
          "a rate of %s in a float64 tensor is not reproduced with differentiable=True"
              .formatted(far),
          refusal(() -> step(differentiable(Tensor.scalar(DType.F64, far)), 1, 1, 1)));
    }
    step(differentiable(Tensor.scalar(DType.F64, 0)), 1, 1, 1);
    step(differentiable(Tensor.scalar(DType.F64, 0.1)), 1, 1, 1);
    step(differentiable(f32(1e-40)), 1, 1, 1);
  }

  private static Adam differentiable(Tensor rate) {
    return new Adam(one(example()), lr(rate), TorchOptions.differentiable(true));
  }
}
