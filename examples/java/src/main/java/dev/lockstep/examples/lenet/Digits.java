package dev.lockstep.examples.lenet;

import java.util.Random;

/** Made-up images: each class is a bright bar at its own height, in noise. */
public final class Digits {
  private static final int SIDE = 32;
  private static final int CLASSES = 10;

  private Digits() {}

  /** The labels of a batch: the classes one after the other. */
  public static int[] labels(int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }

  /** An image for each label. */
  public static float[][] images(int[] labels, long seed) {
    Random random = new Random(seed);
    float[][] images = new float[labels.length][SIDE * SIDE];
    for (int i = 0; i < labels.length; i++) {
      for (int at = 0; at < images[i].length; at++) {
        boolean bar = at / SIDE / 3 == labels[i];
        images[i][at] = (bar ? 1 : 0) + 0.1f * (float) random.nextGaussian();
      }
    }
    return images;
  }
}
