package dev.lockstep.examples.lenet;

import dev.lockstep.core.Parameter;

/** A dense layer: {@code weight * x + bias}, with or without relu. */
final class Dense {
  private final Parameter weight;
  private final Parameter bias;
  private final boolean relu;
  private float[] input = {};

  Dense(Parameter weight, Parameter bias, boolean relu) {
    this.weight = weight;
    this.bias = bias;
    this.relu = relu;
  }

  /** The outputs of a sample, which is remembered for {@link #backward}. */
  float[] forward(float[] sample) {
    input = sample;
    float[] w = weight.value().floats();
    float[] outputs = bias.value().floats().clone();
    for (int i = 0; i < outputs.length; i++) {
      for (int j = 0; j < input.length; j++) {
        outputs[i] += w[i * input.length + j] * input[j];
      }
      outputs[i] = relu ? Math.max(outputs[i], 0) : outputs[i];
    }
    return outputs;
  }

  /** Adds to the gradients of weight and bias; returns the error of the input. */
  float[] backward(float[] outputs, float[] error, float[] weightGrad, float[] biasGrad) {
    float[] w = weight.value().floats();
    float[] back = new float[input.length];
    for (int i = 0; i < error.length; i++) {
      if (relu && outputs[i] <= 0) {
        continue;
      }
      biasGrad[i] += error[i];
      for (int j = 0; j < input.length; j++) {
        weightGrad[i * input.length + j] += error[i] * input[j];
        back[j] += error[i] * w[i * input.length + j];
      }
    }
    return back;
  }
}
