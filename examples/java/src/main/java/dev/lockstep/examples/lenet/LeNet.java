package dev.lockstep.examples.lenet;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * LeNet for images of 32 by 32 and ten classes: two convolutions, three dense layers. Biases start
 * at 0, weights at random numbers of the size {@code 1/sqrt(inputs)}.
 *
 * <p>Threads: one caller at a time.
 */
public final class LeNet {
  /** Pixels of an image. */
  public static final int PIXELS = 32 * 32;

  private static final int CLASSES = 10;

  private final Map<String, Parameter> parameters = new TreeMap<>();
  private final Random random;
  private final Convolution conv1;
  private final Convolution conv2;
  private final Dense fc1;
  private final Dense fc2;
  private final Dense classifier;

  /** A network whose weights come from that seed. */
  public LeNet(long seed) {
    random = new Random(seed);
    conv1 = new Convolution(1, 6, 32, weight("conv1", 6, 1, 5, 5), bias("conv1", 1, 6, 1, 1));
    conv2 = new Convolution(6, 16, 14, weight("conv2", 16, 6, 5, 5), bias("conv2", 1, 16, 1, 1));
    fc1 = new Dense(weight("fc1", 120, 400), bias("fc1", 120), true);
    fc2 = new Dense(weight("fc2", 84, 120), bias("fc2", 84), true);
    classifier = new Dense(weight("classifer", CLASSES, 84), bias("classifer", CLASSES), false);
  }

  private Parameter weight(String layer, int... shape) {
    int outputs = shape[0];
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    float[] values = new float[size];
    double scale = 1 / Math.sqrt((double) size / outputs);
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * scale);
    }
    return add(layer + ".weight", Tensor.of(values, shape));
  }

  private Parameter bias(String layer, int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    return add(layer + ".bias", Tensor.of(new float[size], shape));
  }

  private Parameter add(String name, Tensor value) {
    Parameter parameter = new Parameter(name, value);
    parameters.put(name, parameter);
    return parameter;
  }

  /** The ten parameters, sorted by name ({@code classifer} is the guide's own spelling). */
  public Map<String, Parameter> namedParameters() {
    return parameters;
  }

  /** The scores of the classes for an image. */
  public float[] forward(float[] image) {
    float[] maps = conv2.forward(conv1.forward(image));
    return classifier.forward(fc2.forward(fc1.forward(maps)));
  }

  /**
   * Adds the gradients of the mean cross entropy of a batch.
   *
   * @param gradients a tensor for every parameter; see {@link #zeros}
   * @return the mean cross entropy
   */
  public float backward(float[][] images, int[] labels, Map<Parameter, Tensor> gradients) {
    float loss = 0;
    for (int i = 0; i < images.length; i++) {
      loss += sample(images[i], labels[i], 1f / images.length, gradients);
    }
    return loss / images.length;
  }

  /** Zeros for the gradients of all parameters. */
  public Map<Parameter, Tensor> zeros() {
    Map<Parameter, Tensor> zeros = new LinkedHashMap<>();
    parameters.values().forEach(parameter -> zeros.put(parameter, parameter.value().zerosLike()));
    return zeros;
  }

  private float sample(float[] image, int label, float part, Map<Parameter, Tensor> grads) {
    float[] a = conv1.forward(image);
    float[] b = conv2.forward(a);
    float[] c = fc1.forward(b);
    float[] d = fc2.forward(c);
    float[] scores = classifier.forward(d);
    float[] error = softmax(scores);
    float loss = (float) -Math.log(error[label]);
    error[label] -= 1;
    for (int i = 0; i < error.length; i++) {
      error[i] *= part;
    }
    error =
        classifier.backward(
            scores, error, of("classifer.weight", grads), of("classifer.bias", grads));
    error = fc2.backward(d, error, of("fc2.weight", grads), of("fc2.bias", grads));
    error = fc1.backward(c, error, of("fc1.weight", grads), of("fc1.bias", grads));
    error = conv2.backward(b, error, of("conv2.weight", grads), of("conv2.bias", grads));
    conv1.backward(a, error, of("conv1.weight", grads), of("conv1.bias", grads));
    return loss;
  }

  private float[] of(String name, Map<Parameter, Tensor> gradients) {
    return Objects.requireNonNull(gradients.get(parameters.get(name)), name).floats();
  }

  private static float[] softmax(float[] scores) {
    float top = scores[0];
    for (float score : scores) {
      top = Math.max(top, score);
    }
    float[] shares = new float[scores.length];
    float sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) Math.exp(scores[i] - top);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
