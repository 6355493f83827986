package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertFirstStep;
import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.Hand.step;
import static dev.lockstep.torch.optim.TorchOptions.AMSGRAD;
import static dev.lockstep.torch.optim.TorchOptions.amsgrad;
import static dev.lockstep.torch.optim.TorchOptions.betas;
import static dev.lockstep.torch.optim.TorchOptions.capturable;
import static dev.lockstep.torch.optim.TorchOptions.decoupledWeightDecay;
import static dev.lockstep.torch.optim.TorchOptions.differentiable;
import static dev.lockstep.torch.optim.TorchOptions.eps;
import static dev.lockstep.torch.optim.TorchOptions.foreach;
import static dev.lockstep.torch.optim.TorchOptions.fused;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.maximize;
import static dev.lockstep.torch.optim.TorchOptions.weightDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
  @Test
  void firstStepsAreTorchs() {
    assertFirstStep(new Adam(one(example()), lr(0.1)), 0.9, -1.9, 0.4);
    assertFirstStep(new Adam(one(example()), lr(0.1), eps(0.1)), 0.916667, -1.928571, 0.409091);
    assertFirstStep(new Adam(one(example()), lr(0.1), weightDecay(0.1)), 0.9, -1.9, 0.4);
    assertFirstStep(
        new Adam(one(example()), lr(0.1), amsgrad(true), betas(0.5, 0.6)), 0.9, -1.9, 0.4);
    assertFirstStep(new Adam(one(example()), lr(0.1), maximize(true)), 1.1, -2.1, 0.6);
    assertFirstStep(
        new Adam(one(example()), lr(0.1), eps(0.1), weightDecay(0.1), decoupledWeightDecay(true)),
        0.906667,
        -1.908571,
        0.404091);
  }

  @Test
  void theSecondStepByHand() {
    Parameter p = parameter(0);
    Adam adam = new Adam(one(p), lr(1), betas(0.5, 0.75), eps(0));
    step(adam, 1);
    step(adam, -1);
    // m = 0.5*0.5 - 0.5 = -0.25, over 1 - 0.25; v/(1 - 0.75^2) = 1.
    assertValues(p.value(), 1e-15, -1 + 0.25 / 0.75);
    assertEquals(List.of("step", "exp_avg", "exp_avg_sq"), List.copyOf(adam.state(p).keySet()));
    assertValues(Hand.state(adam, p, "exp_avg"), 0, -0.25);
    assertValues(Hand.state(adam, p, "exp_avg_sq"), 0, 0.4375);
    assertEquals("f32[]", String.valueOf(adam.state(p).get("step")));
  }

  @Test
  void theStepIsAFloatAndStopsCountingWhereFloatsDo() {
    Parameter p = parameter(0);
    Adam adam = new Adam(one(p));
    step(adam, 1);
    Tensor step = Hand.state(adam, p, "step");
    step.set(0, 16777216);
    step(adam, 1);
    assertEquals(DType.F32, step.dtype());
    assertEquals(16777216, step.get(0));
  }

  /** Recorded: its maximum is one of vectors in the body and C++'s in the tail. */
  @Test
  void fusedAmsgradTakesNoNanIntoTheMaximaOfATail() {
    Parameter p = new Parameter("p", Tensor.zeros(DType.F32, 9));
    Adam adam = new Adam(one(p), fused(true), amsgrad(true));
    p.setGrad(Tensor.zeros(DType.F32, 9));
    p.grad().fill(1);
    adam.step();
    p.grad().fill(Double.NaN);
    adam.step();
    Tensor maxima = Hand.state(adam, p, "max_exp_avg_sq");
    assertEquals(Double.NaN, maxima.get(7));
    assertEquals(0.001, maxima.get(8), 1e-9);
  }

  @Test
  void amsgradCannotBeTurnedOnLater() {
    Adam adam = new Adam(one(example()));
    step(adam, 1, 1, 1);
    adam.paramGroups().get(0).set(AMSGRAD, true);
    assertEquals(
        "state of p has [step, exp_avg, exp_avg_sq], but the options of its group now need"
            + " [exp_avg, exp_avg_sq, max_exp_avg_sq]: they were changed after the first step",
        refusal(adam::step));
  }

  @Test
  void whatTorchRefusesIsRefused() {
    assertEquals(
        "Invalid learning rate: NaN, must be at least 0",
        refusal(() -> new Adam(one(example()), lr(Double.NaN))));
    assertEquals(
        "Invalid epsilon value: -1.0, must be at least 0",
        refusal(() -> new Adam(one(example()), eps(-1))));
    assertEquals(
        "Invalid beta parameter at index 0: 1.0, must be in [0, 1)",
        refusal(() -> new Adam(one(example()), betas(1, 0.9))));
    assertEquals(
        "Invalid beta parameter at index 1: -0.1, must be in [0, 1)",
        refusal(() -> new Adam(one(example()), betas(0.9, -0.1))));
    assertEquals(
        "`fused` and `foreach` cannot be `True` together.",
        refusal(() -> new Adam(one(example()), fused(true), foreach(true))));
    assertEquals(
        "`fused` does not support `differentiable`",
        refusal(() -> new Adam(one(example()), fused(true), differentiable(true))));
    assertEquals(
        "If capturable=True, params and state_steps must be on supported devices; these are on the"
            + " CPU",
        refusal(() -> step(new Adam(one(example()), capturable(true)), 1, 1, 1)));
  }

  @Test
  void sparseGradientsAreForSparseAdam() {
    Parameter p = example();
    p.setGrad(new SparseRows(new int[] {0}, Tensor.of(new double[] {1})));
    assertEquals(
        "Adam does not support sparse gradients, please consider SparseAdam instead",
        refusal(new Adam(one(p))::step));
  }
}
