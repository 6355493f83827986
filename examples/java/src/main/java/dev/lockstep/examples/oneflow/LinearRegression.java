package dev.lockstep.examples.oneflow;

import static dev.lockstep.oneflow.optim.OneFlowOptions.lr;

import dev.lockstep.core.DType;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.oneflow.optim.SGD;
import java.util.List;

/**
 * OneFlow's guide to optimizers: four points on y = 2*x1 + 3*x2, fitted in 500 steps of 0.01, by
 * hand in float64 and with {@code oneflow.optim.SGD} in float32.
 *
 * <p>The two losses of the guide differ: by hand it is e^2/2 and the gradient {@code X^T e}, with
 * {@code MSELoss(reduction="sum")} it is e^2 and the gradient twice that.
 */
public final class LinearRegression {
  private static final double[][] X = {{1, 2}, {2, 3}, {4, 6}, {3, 1}};
  private static final double[] Y = {8, 13, 26, 9};
  private static final int STEPS = 500;
  private static final double RATE = 0.01;

  private LinearRegression() {}

  /** Descends by hand from these weights; returns where it ends. */
  public static double[] byHand(double w1, double w2) {
    double[] w = {w1, w2};
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[2];
      for (int i = 0; i < X.length; i++) {
        double error = X[i][0] * w[0] + X[i][1] * w[1] - Y[i];
        gradient[0] += X[i][0] * error;
        gradient[1] += X[i][1] * error;
      }
      w[0] -= RATE * gradient[0];
      w[1] -= RATE * gradient[1];
    }
    return w;
  }

  /** Descends with SGD from these weights; returns where it ends. */
  public static Tensor withSgd(float w1, float w2) {
    Parameter w = new Parameter("w", Tensor.of(new float[] {w1, w2}, 2, 1));
    w.setGrad(Tensor.zeros(DType.F32, 2, 1));
    SGD optimizer = new SGD(List.of(w), lr(RATE));
    for (int step = 0; step < STEPS; step++) {
      optimizer.zeroGrad();
      backward(w);
      optimizer.step();
    }
    return w.value();
  }

  /** Adds the gradient of the sum of squared errors, in float32. */
  private static void backward(Parameter w) {
    for (int i = 0; i < X.length; i++) {
      float error = (float) (X[i][0] * w.value().get(0) + X[i][1] * w.value().get(1) - Y[i]);
      for (int j = 0; j < 2; j++) {
        w.grad().set(j, w.grad().get(j) + 2 * error * X[i][j]);
      }
    }
  }

  /** The sum of squared errors. */
  public static double loss(double w1, double w2) {
    double loss = 0;
    for (int i = 0; i < X.length; i++) {
      double error = X[i][0] * w1 + X[i][1] * w2 - Y[i];
      loss += error * error;
    }
    return loss;
  }

  /** Prints both results. */
  @SuppressWarnings("SystemOut") // an example prints
  public static void main(String[] args) {
    double[] hand = byHand(0.5, 0.25);
    Tensor sgd = withSgd(0.5f, 0.25f);
    System.out.printf("by hand   w = [%.8f, %.8f]%n", hand[0], hand[1]);
    System.out.printf("with SGD  w = [%.8f, %.8f]%n", sgd.get(0), sgd.get(1));
  }
}
