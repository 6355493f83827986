package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.Hand.one;
import static dev.lockstep.torch.optim.TorchOptions.lineSearchFn;
import static dev.lockstep.torch.optim.TorchOptions.lr;
import static dev.lockstep.torch.optim.TorchOptions.maxEval;
import static dev.lockstep.torch.optim.TorchOptions.maxIter;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The line search on functions with valleys, walls and plains, as torch went over them on an AMD
 * processor, whose square root is the vendor library's.
 */
class StrongWolfeTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/dev/lockstep/torch/optim/strong-wolfe.txt", delimiter = ' ')
  void thePathIsTorchs(ArgumentsAccessor fields) {
    boolean single = fields.getString(0).equals("float32");
    double[] start = {fields.getDouble(4), fields.getDouble(5)};
    Parameter p = new Parameter("p", tensor(single, start));
    LBFGS lbfgs =
        new LBFGS(
            one(p),
            lr(fields.getDouble(2)),
            maxIter(6),
            maxEval(fields.getInteger(3)),
            lineSearchFn("strong_wolfe"),
            SquareRootProfile.STOCK);
    for (int step = 0; step < 3; step++) {
      lbfgs.step(() -> evaluate(fields.getString(1), p, single));
      assertEquals(fields.getDouble(6 + 2 * step), p.value().get(0));
      assertEquals(fields.getDouble(7 + 2 * step), p.value().get(1));
    }
    assertEquals(fields.getInteger(12), lbfgs.state(p).get("func_evals"));
  }

  private static Tensor tensor(boolean single, double... values) {
    return single
        ? Tensor.of(new float[] {(float) values[0], (float) values[1]})
        : Tensor.of(values);
  }

  private static double evaluate(String function, Parameter p, boolean single) {
    double a = p.value().get(0);
    double b = p.value().get(1);
    double[] loss =
        switch (function) {
          case "rosen" -> rosenbrock(a, b);
          case "wells" -> wells(a, b);
          case "bump" -> bump(a, b);
          case "steep" -> steep(a, b);
          default -> throw new IllegalArgumentException(function);
        };
    p.setGrad(tensor(single, loss[1], loss[2]));
    return single ? (float) loss[0] : loss[0];
  }

  // Loss and gradient, operation by operation as in the recording

  private static double[] rosenbrock(double a, double b) {
    double t = b - a * a;
    double u = 1.0 - a;
    return new double[] {100.0 * t * t + u * u, -400.0 * a * t - 2.0 * u, 200.0 * t};
  }

  private static double[] wells(double a, double b) {
    return new double[] {
      a * a * a * a - 3.0 * a * a + a + b * b * 0.5, 4.0 * a * a * a - 6.0 * a + 1.0, b
    };
  }

  private static double[] bump(double a, double b) {
    double q = 1.0 + a * a + 4.0 * b * b;
    return new double[] {-1.0 / q, 2.0 * a / (q * q), 8.0 * b / (q * q)};
  }

  private static double[] steep(double a, double b) {
    double s = a * a;
    double r = b - 0.5;
    return new double[] {s * s * s * 1e4 + r * r * r * r, 6e4 * s * s * a, 4.0 * r * r * r};
  }
}
