package dev.lockstep.examples;

import dev.lockstep.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A classifier with one hidden layer on generated points, with its gradient by hand.
 *
 * <pre>
 * h = tanh(x W1^T + b1), logits = h W2^T + b2, loss = mean cross entropy
 * </pre>
 */
final class Mlp {
  static final int FEATURES = 2;
  static final int HIDDEN = 16;
  static final int CLASSES = 3;
  static final int POINTS = 96;

  /** The names of the parameters, in the order of {@link #initial} and of the gradients. */
  static final List<String> NAMES = List.of("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias");

  private final float[][] x = new float[POINTS][FEATURES];
  private final int[] label = new int[POINTS];

  /** Points in three noisy arms of a spiral. */
  Mlp() {
    Random random = new Random(7);
    for (int i = 0; i < POINTS; i++) {
      label[i] = i % CLASSES;
      double radius = 0.2 + 0.8 * i / POINTS;
      double angle = 2 * Math.PI * label[i] / CLASSES + 2 * radius + 0.1 * random.nextGaussian();
      x[i][0] = (float) (radius * Math.cos(angle));
      x[i][1] = (float) (radius * Math.sin(angle));
    }
  }

  /** The same starting values every time. */
  static List<Tensor> initial() {
    Random random = new Random(11);
    return List.of(
        normal(random, 0.7, HIDDEN, FEATURES),
        Tensor.of(new float[HIDDEN]),
        normal(random, 0.25, CLASSES, HIDDEN),
        Tensor.of(new float[CLASSES]));
  }

  private static Tensor normal(Random random, double scale, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return Tensor.of(values, rows, columns);
  }

  /** The mean loss over the points {@code [from, to)}. */
  double loss(List<Tensor> parameters, int from, int to) {
    double loss = 0;
    for (int i = from; i < to; i++) {
      loss -= Math.log(softmax(parameters, hidden(parameters, i))[label[i]]);
    }
    return loss / (to - from);
  }

  /** The gradient of {@link #loss}, one tensor a parameter. */
  List<Tensor> gradients(List<Tensor> parameters, int from, int to) {
    List<Tensor> gradients = new ArrayList<>();
    parameters.forEach(parameter -> gradients.add(parameter.zerosLike()));
    for (int i = from; i < to; i++) {
      double[] h = hidden(parameters, i);
      double[] error = softmax(parameters, h);
      error[label[i]] -= 1;
      for (int c = 0; c < CLASSES; c++) {
        error[c] /= to - from;
        add(gradients.get(3), c, error[c]);
      }
      for (int j = 0; j < HIDDEN; j++) {
        double back = 0;
        for (int c = 0; c < CLASSES; c++) {
          back += error[c] * parameters.get(2).get(c * HIDDEN + j);
          add(gradients.get(2), c * HIDDEN + j, error[c] * h[j]);
        }
        back *= 1 - h[j] * h[j];
        add(gradients.get(1), j, back);
        for (int k = 0; k < FEATURES; k++) {
          add(gradients.get(0), j * FEATURES + k, back * x[i][k]);
        }
      }
    }
    return gradients;
  }

  private double[] hidden(List<Tensor> parameters, int i) {
    double[] h = new double[HIDDEN];
    for (int j = 0; j < HIDDEN; j++) {
      double sum = parameters.get(1).get(j);
      for (int k = 0; k < FEATURES; k++) {
        sum += parameters.get(0).get(j * FEATURES + k) * x[i][k];
      }
      h[j] = Math.tanh(sum);
    }
    return h;
  }

  private static double[] softmax(List<Tensor> parameters, double[] h) {
    double[] p = new double[CLASSES];
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      double logit = parameters.get(3).get(c);
      for (int j = 0; j < HIDDEN; j++) {
        logit += parameters.get(2).get(c * HIDDEN + j) * h[j];
      }
      p[c] = Math.exp(logit);
      sum += p[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      p[c] /= sum;
    }
    return p;
  }

  private static void add(Tensor tensor, int index, double value) {
    tensor.set(index, tensor.get(index) + value);
  }
}
