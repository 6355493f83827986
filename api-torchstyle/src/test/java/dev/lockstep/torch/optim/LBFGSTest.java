package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.assertValues;
import static dev.lockstep.torch.optim.Hand.example;
import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.Hand.parameter;
import static dev.lockstep.torch.optim.Hand.refusal;
import static dev.lockstep.torch.optim.TorchOptions.historySize;
import static dev.lockstep.torch.optim.TorchOptions.lineSearchFn;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.maxEval;
import static dev.lockstep.torch.optim.TorchOptions.maxIter;
import static dev.lockstep.torch.optim.TorchOptions.maximize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.Group;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class LBFGSTest {
  @Test
  void theFirstIterationIsAShortStepDownTheGradient() {
    Parameter p = parameter(3, -1);
    LBFGS lbfgs = new LBFGS(one(p), lr(0.5), maxIter(1));
    // Gradients 3 and -1: the step is lr / (3 + 1).
    assertEquals(5, lbfgs.step(bowl(p)), 1e-15);
    assertValues(p.value(), 1e-15, 3 - 3 / 8.0, -1 + 1 / 8.0);
    assertEquals(1, lbfgs.state(p).get("func_evals"));
    assertEquals(1, lbfgs.state(p).get("n_iter"));
  }

  @Test
  void rosenbrocksValleyIsFollowedToItsEnd() {
    Parameter p = parameter(-1.2, 1);
    LBFGS lbfgs = new LBFGS(one(p), lineSearchFn("strong_wolfe"), historySize(5));
    for (int i = 0; i < 5; i++) {
      lbfgs.step(rosenbrock(p));
    }
    // Torch's own numbers, float64.
    assertValues(p.value(), 0, 0.9999898155510658, 0.9999781346174784);
    assertEquals(47, lbfgs.state(p).get("func_evals"));
  }

  @Test
  void climbingIsDescendingTheNegatedLoss() {
    Parameter p = parameter(3, -1);
    LBFGS lbfgs = new LBFGS(one(p), maximize(true));
    DoubleSupplier bowl = bowl(p);
    lbfgs.step(
        () -> {
          double loss = -bowl.getAsDouble();
          p.setGrad(Tensor.of(new double[] {-p.grad().get(0), -p.grad().get(1)}));
          return loss;
        });
    assertValues(p.value(), 1e-6, 0, 0);
  }

  @Test
  void savingAndLoadingInTheMiddleChangesNoBit() {
    Parameter p = parameter(-1.2, 1);
    LBFGS lbfgs = new LBFGS(one(p), lineSearchFn("strong_wolfe"), maxIter(4));
    lbfgs.step(rosenbrock(p));
    Parameter copy = OptimizersUnderTest.copy(p);
    LBFGS resumed = new LBFGS(one(copy), lineSearchFn("strong_wolfe"), maxIter(4));
    resumed.loadStateDict(lbfgs.stateDict());
    lbfgs.step(rosenbrock(p));
    resumed.step(rosenbrock(copy));
    assertValues(copy.value(), 0, p.value().get(0), p.value().get(1));
    assertEquals(lbfgs.state(p).get("func_evals"), resumed.state(copy).get("func_evals"));
  }

  @Test
  void nothingHappensWhereTheGradientIsFlat() {
    Parameter p = parameter(0, 0);
    LBFGS lbfgs = new LBFGS(one(p));
    assertEquals(0, lbfgs.step(bowl(p)));
    assertEquals(1, lbfgs.state(p).get("func_evals"));
    assertEquals(0, lbfgs.state(p).get("n_iter"));
  }

  @Test
  void whatTorchRefusesIsRefused() {
    assertEquals(
        "LBFGS.step() missing 1 required positional argument: 'closure'",
        refusal(new LBFGS(one(example()))::step));
    assertEquals(
        "LBFGS doesn't support per-parameter options (parameter groups), got 2 groups",
        refusal(() -> new LBFGS(List.of(Group.of(one(example())), Group.of(one(example()))))));
    Parameter p = parameter(1, 1);
    String message = refusal(() -> new LBFGS(one(p), lineSearchFn("weak")).step(bowl(p)));
    assertTrue(message.startsWith("only 'strong_wolfe' is supported"), message);
  }

  @Test
  void withoutIterationsTheClosureIsEvaluatedAndNothingElseHappens() {
    Parameter p = parameter(3, -1);
    LBFGS lbfgs = new LBFGS(one(p), maxIter(0));
    assertEquals(5, lbfgs.step(bowl(p)));
    assertValues(p.value(), 0, 3, -1);
    assertEquals(1, lbfgs.state(p).get("func_evals"));
    assertEquals(0, lbfgs.state(p).get("n_iter"));
  }

  @Test
  void gradientsThatAreNoNumbersUseUpTheEvaluations() {
    // Measured in torch: 26 evaluations with the line search, 2 without.
    for (int expected : new int[] {26, 2}) {
      Parameter p = parameter(1, 1);
      LBFGS lbfgs =
          expected == 2 ? new LBFGS(one(p)) : new LBFGS(one(p), lineSearchFn("strong_wolfe"));
      lbfgs.step(
          () -> {
            p.setGrad(Tensor.of(new double[] {Double.NaN, Double.NaN}));
            return 1;
          });
      assertEquals(expected, lbfgs.state(p).get("func_evals"));
      assertTrue(Double.isNaN(p.value().get(0)));
    }
  }

  @Test
  void whatFailsInTheMiddleInTorchIsRefusedWithItsReason() {
    Parameter p = parameter(3, -1);
    assertEquals(
        "float division by zero: the learning rate must not be 0 here",
        refusal(
            () -> {
              LBFGS still = new LBFGS(one(p), lr(0), lineSearchFn("strong_wolfe"));
              still.step(bowl(p));
              still.step(bowl(p));
            }));
    assertEquals(
        "LBFGS with a line search needs a max_eval of at least 1, got 0",
        refusal(() -> new LBFGS(one(p), maxEval(0), lineSearchFn("strong_wolfe")).step(bowl(p))));
    assertEquals(
        "LBFGS needs a history_size of at least 1, got 0",
        refusal(() -> new LBFGS(one(p), historySize(0)).step(bowl(p))));
    assertEquals(
        "LBFGS: max() of no elements; at least one parameter must have elements, got 1 without",
        refusal(() -> new LBFGS(one(parameter())).step(() -> 0)));
  }

  /** Whether a bound itself is within, as torch 2.15 has it. */
  @Test
  void atItsBoundsItGoesOnOrEndsAsTorch() {
    Parameter flat = parameter(3);
    LBFGS ends = new LBFGS(one(flat), TorchOptions.TOLERANCE_GRAD.is(0.5));
    ends.step(slope(flat, 0.5));
    assertEquals(1, ends.state(flat).get("func_evals"));
    Parameter falling = parameter(3);
    LBFGS goesOn =
        new LBFGS(one(falling), TorchOptions.TOLERANCE_CHANGE.is(0.5), maxIter(3), maxEval(10));
    goesOn.step(slope(falling, 1));
    assertValues(falling.value(), 0, 0);
    assertEquals(3, goesOn.state(falling).get("func_evals"));
    Parameter once = parameter(3);
    LBFGS single = new LBFGS(one(once), maxEval(1), lineSearchFn("strong_wolfe"));
    single.step(slope(once, 1));
    assertValues(once.value(), 0, 2);
    assertEquals(2, single.state(once).get("func_evals"));
  }

  /** A loss of half the parameter, whatever its gradient is said to be. */
  private static DoubleSupplier slope(Parameter p, double gradient) {
    return () -> {
      p.setGrad(Tensor.of(new double[] {gradient}));
      return p.value().get(0) * 0.5;
    };
  }

  /** Half the square of the distance from 0. */
  private static DoubleSupplier bowl(Parameter p) {
    return () -> {
      p.setGrad(p.value().copy());
      double x = p.value().get(0);
      double y = p.value().get(1);
      return (x * x + y * y) / 2;
    };
  }

  private static DoubleSupplier rosenbrock(Parameter p) {
    return () -> {
      double x = p.value().get(0);
      double y = p.value().get(1);
      double a = 1 - x;
      double b = y - x * x;
      p.setGrad(Tensor.of(new double[] {-2 * a - 400 * x * b, 200 * b}));
      return a * a + 100 * b * b;
    };
  }
}
