package dev.lockstep.oneflow.optim;

import static dev.lockstep.core.OptimizerOptions.lr;
import static dev.lockstep.oneflow.optim.OneFlowOptions.lineSearchFn;
import static dev.lockstep.oneflow.optim.OneFlowOptions.maxIter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.Group;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On {@code 2*(x - 1)^2 + (y + 2)^2}. */
class LBFGSTest {
  private final Parameter p = new Parameter("p", Tensor.of(new double[] {3, 0}, 2));

  // Sums of two numbers: some units in the last place of a double near 2.
  private static final double ROUNDINGS = 4e-15;

  private double loss() {
    double x = p.value().get(0);
    double y = p.value().get(1);
    p.setGrad(Tensor.of(new double[] {4 * (x - 1), 2 * (y + 2)}, 2));
    return 2 * (x - 1) * (x - 1) + (y + 2) * (y + 2);
  }

  @Test
  void theFirstIterationGoesAsFarAsTheRateOverTheSumOfTheGradient() {
    LBFGS optimizer = new LBFGS(List.of(p), lr(0.5), maxIter(1));
    assertEquals(12, optimizer.step(this::loss));
    // The gradient is (8, 4): t = 0.5/12.
    assertEquals(3 - 8 * 0.5 / 12, p.value().get(0), 1e-15);
    assertEquals(0 - 4 * 0.5 / 12, p.value().get(1), 1e-15);
  }

  @Test
  void theSecondIterationScalesByTheCurvature() {
    LBFGS optimizer = new LBFGS(List.of(p), lr(0.5), maxIter(2));
    optimizer.step(this::loss);
    // By hand: s = -(8, 4)*0.5/12 = -(1/3, 1/6), y = (4, 2)*s = -(4/3, 1/3); s*y = 1/2,
    // y*y = 17/9; g = (20/3, 11/3).
    double rho = 2;
    double alpha = rho * (20.0 / 9 + 11.0 / 18);
    double qx = -20.0 / 3 + alpha * 4 / 3;
    double qy = -11.0 / 3 + alpha / 3;
    double h = 0.5 / (17.0 / 9);
    double beta = rho * (-4.0 / 3 * h * qx - 1.0 / 3 * h * qy);
    double dx = h * qx - (alpha - beta) / 3;
    double dy = h * qy - (alpha - beta) / 6;
    assertEquals(3 - 1.0 / 3 + 0.5 * dx, p.value().get(0), 1e-12);
    assertEquals(-1.0 / 6 + 0.5 * dy, p.value().get(1), 1e-12);
  }

  /** OneFlow 1.0.0's lbfgs.py, run on OneFlow 0.9.0's tensors in float64. */
  @Test
  void goesWhereOneFlowGoes() {
    new LBFGS(List.of(p), lr(0.5), maxIter(6)).step(this::loss);
    assertEquals(1.0426389210171685, p.value().get(0), ROUNDINGS);
    assertEquals(-1.918630861316868, p.value().get(1), ROUNDINGS);
  }

  @Test
  void searchesALineAsOneFlowDoes() {
    new LBFGS(List.of(p), lr(1), maxIter(2), lineSearchFn("strong_wolfe")).step(this::loss);
    assertEquals(0.9084967320261432, p.value().get(0), ROUNDINGS);
    assertEquals(-1.6339869281045754, p.value().get(1), ROUNDINGS);
    p.value().set(0, 3);
    p.value().set(1, 0);
    new LBFGS(List.of(p), lr(1), lineSearchFn("strong_wolfe")).step(this::loss);
    assertEquals(1.0000018195129217, p.value().get(0), ROUNDINGS);
    assertEquals(-1.9999983323565957, p.value().get(1), ROUNDINGS);
  }

  @Test
  void itNeedsAClosureAndOneGroup() {
    loss();
    assertThrows(OptionException.class, () -> new LBFGS(List.of(p)).step());
    assertThrows(
        OptionException.class,
        () -> new LBFGS(List.of(Group.of(List.of(p)), Group.of(List.of(p)))));
  }
}
