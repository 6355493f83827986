package dev.lockstep.examples.lenet;

import dev.lockstep.core.Parameter;

/** A 5 by 5 convolution without padding, then relu, then the largest of each 2 by 2 block. */
final class Convolution {
  private static final int K = 5;

  private final int in;
  private final int out;
  private final int size;
  private final int wide;
  private final Parameter weight;
  private final Parameter bias;
  private final int[] winner;
  private float[] input = {};

  /** From {@code in} maps of {@code size} by {@code size} to {@code out} of half as much less 2. */
  Convolution(int in, int out, int size, Parameter weight, Parameter bias) {
    this.in = in;
    this.out = out;
    this.size = size;
    this.wide = size - K + 1;
    this.weight = weight;
    this.bias = bias;
    this.winner = new int[out * (wide / 2) * (wide / 2)];
  }

  /** The pooled maps of a sample, which is remembered for {@link #backward}. */
  float[] forward(float[] sample) {
    input = sample;
    float[] pooled = new float[winner.length];
    int half = wide / 2;
    for (int i = 0; i < pooled.length; i++) {
      int map = i / (half * half);
      int row = i / half % half * 2;
      int column = i % half * 2;
      for (int corner = 0; corner < 4; corner++) {
        int at = (row + corner / 2) * wide + column + corner % 2;
        float value = at(map, at);
        if (corner == 0 || value > pooled[i]) {
          pooled[i] = value;
          winner[i] = at;
        }
      }
      pooled[i] = Math.max(pooled[i], 0);
    }
    return pooled;
  }

  private float at(int map, int place) {
    float[] w = weight.value().floats();
    float sum = bias.value().floats()[map];
    int corner = place / wide * size + place % wide;
    for (int c = 0; c < in; c++) {
      for (int k = 0; k < K * K; k++) {
        sum += w[(map * in + c) * K * K + k] * input[offset(c, corner, k)];
      }
    }
    return sum;
  }

  private int offset(int channel, int corner, int k) {
    return channel * size * size + corner + k / K * size + k % K;
  }

  /** Adds to the gradients of weight and bias; returns the error of the input. */
  float[] backward(float[] pooled, float[] error, float[] weightGrad, float[] biasGrad) {
    float[] w = weight.value().floats();
    float[] back = new float[input.length];
    for (int i = 0; i < error.length; i++) {
      if (pooled[i] <= 0 || error[i] == 0) {
        continue;
      }
      int map = i * out / winner.length;
      int corner = winner[i] / wide * size + winner[i] % wide;
      biasGrad[map] += error[i];
      for (int c = 0; c < in; c++) {
        for (int k = 0; k < K * K; k++) {
          int from = offset(c, corner, k);
          int weightAt = (map * in + c) * K * K + k;
          weightGrad[weightAt] += error[i] * input[from];
          back[from] += error[i] * w[weightAt];
        }
      }
    }
    return back;
  }
}
