package dev.lockstep.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a model's parameters are cut into tensors, in two groups as in a real script: the second is
 * the one without weight decay (biases and normalisation).
 *
 * @param name the name in tables
 * @param decayed sizes of the tensors of the first group
 * @param plain sizes of the tensors of the second group; may be empty
 */
public record Layout(String name, List<Integer> decayed, List<Integer> plain) {
  /** All that are measured. */
  public static List<Layout> all() {
    return List.of(
        equal("1e7", 1, 10_000_000),
        resnet50(),
        gpt2(),
        equal("1e6/1000", 1_000, 1_000),
        equal("1e6/10000", 10_000, 100));
  }

  /** Elements in all tensors. */
  public long total() {
    return sum(decayed) + sum(plain);
  }

  /** Number of tensors. */
  public int tensors() {
    return decayed.size() + plain.size();
  }

  /** One group of equal tensors. */
  static Layout equal(String name, int tensors, int size) {
    return new Layout(name, Collections.nCopies(tensors, size), List.of());
  }

  /**
   * ResNet-50 (He et al. 2015, table 1) with 1,000 classes: 161 tensors, 25,557,032 parameters.
   * Four stages of bottlenecks; each convolution is followed by a normalisation.
   */
  static Layout resnet50() {
    List<Integer> weights = new ArrayList<>();
    List<Integer> vectors = new ArrayList<>();
    convolution(weights, vectors, 3, 64, 7);
    int in = 64;
    int[] blocks = {3, 4, 6, 3};
    for (int stage = 0; stage < blocks.length; stage++) {
      int width = 64 << stage;
      for (int block = 0; block < blocks[stage]; block++) {
        convolution(weights, vectors, in, width, 1);
        convolution(weights, vectors, width, width, 3);
        convolution(weights, vectors, width, 4 * width, 1);
        if (block == 0) {
          convolution(weights, vectors, in, 4 * width, 1); // the projection of the shortcut
        }
        in = 4 * width;
      }
    }
    linear(weights, vectors, in, 1_000);
    return new Layout("resnet50", weights, vectors);
  }

  /**
   * GPT-2 small (Radford et al. 2019): 12 blocks of width 768, 148 tensors, 124,439,808 parameters;
   * the output layer is the embedding.
   */
  static Layout gpt2() {
    List<Integer> weights = new ArrayList<>();
    List<Integer> vectors = new ArrayList<>();
    int width = 768;
    weights.add(50_257 * width); // tokens
    weights.add(1_024 * width); // positions
    for (int block = 0; block < 12; block++) {
      normalisation(vectors, width);
      linear(weights, vectors, width, 3 * width);
      linear(weights, vectors, width, width);
      normalisation(vectors, width);
      linear(weights, vectors, width, 4 * width);
      linear(weights, vectors, 4 * width, width);
    }
    normalisation(vectors, width);
    return new Layout("gpt2", weights, vectors);
  }

  private static void convolution(
      List<Integer> weights, List<Integer> vectors, int in, int out, int kernel) {
    weights.add(in * out * kernel * kernel);
    normalisation(vectors, out);
  }

  private static void linear(List<Integer> weights, List<Integer> vectors, int in, int out) {
    weights.add(in * out);
    vectors.add(out);
  }

  private static void normalisation(List<Integer> vectors, int width) {
    vectors.add(width);
    vectors.add(width);
  }

  private static long sum(List<Integer> sizes) {
    return sizes.stream().mapToLong(Integer::longValue).sum();
  }
}
