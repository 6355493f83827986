package dev.lockstep.examples;

import static dev.lockstep.mindspore.MindSporeOptions.learningRate;
import static dev.lockstep.torch.optim.TorchOptions.lr;

import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.SGD;
import java.util.List;

/**
 * Four points on y = 2*x1 + 3*x2, fitted by 500 steps of plain SGD with lr 0.01. The loss is the
 * sum of squares, so the gradient is {@code 2 * X^T (X w - y)}.
 */
public final class LinearRegression {
  private static final float[][] X = {{1, 2}, {2, 3}, {4, 6}, {3, 1}};
  private static final float[] Y = {8, 13, 26, 9};
  private static final int STEPS = 500;

  private LinearRegression() {}

  /** Torch's style: gradients lie in the parameters, {@code step()} takes none. */
  public static Parameter torchStyle(Option... options) {
    Parameter w = weight();
    SGD optimizer = new SGD(List.of(w), with(lr(0.01), options));
    for (int i = 0; i < STEPS; i++) {
      optimizer.zeroGrad();
      w.setGrad(gradient(w.value()));
      optimizer.step();
    }
    return w;
  }

  /** MindSpore's style: gradients are returned by a function and given to the optimizer. */
  public static Parameter mindSporeStyle(Option... options) {
    Parameter w = weight();
    var optimizer =
        new dev.lockstep.mindspore.nn.SGD(List.of(w), with(learningRate(0.01), options));
    for (int i = 0; i < STEPS; i++) {
      Tensor grad = gradient(w.value());
      optimizer.apply(List.of(grad));
    }
    return w;
  }

  /** The sum of squared errors. */
  public static double loss(Tensor w) {
    double loss = 0;
    for (int i = 0; i < X.length; i++) {
      double error = error(w, i);
      loss += error * error;
    }
    return loss;
  }

  private static Parameter weight() {
    return new Parameter("w", Tensor.of(new float[] {0.5f, -0.5f}, 2, 1));
  }

  private static Tensor gradient(Tensor w) {
    float[] gradient = new float[2];
    for (int i = 0; i < X.length; i++) {
      float error = (float) error(w, i);
      gradient[0] += 2 * error * X[i][0];
      gradient[1] += 2 * error * X[i][1];
    }
    return Tensor.of(gradient, 2, 1);
  }

  private static double error(Tensor w, int i) {
    return X[i][0] * w.get(0) + X[i][1] * w.get(1) - Y[i];
  }

  private static Option[] with(Option first, Option... rest) {
    Option[] all = new Option[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  /** Trains in both styles and prints what came out. */
  public static void main(String[] args) {
    print("torch style    ", torchStyle().value());
    print("MindSpore style", mindSporeStyle().value());
  }

  @SuppressWarnings("SystemOut") // an example prints
  private static void print(String style, Tensor w) {
    System.out.printf("%s  w = [%.6f, %.6f]  loss %.3g%n", style, w.get(0), w.get(1), loss(w));
  }
}
