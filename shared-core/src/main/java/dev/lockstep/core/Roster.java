package dev.lockstep.core;

import java.util.Arrays;

/**
 * What a step needs of many small parameters, each thing in an array of its own.
 *
 * <p>The objects around ten thousand small parameters are larger than the parameters: a step that
 * goes through them waits for memory, because they do not all fit in the cache. An array of
 * references is read ahead. Only what is plain is listed ({@link Slots#isPlain}), of at most {@link
 * TileLoop#TILE} floats; everything else is scheduled as ever.
 *
 * <p>Threads: belongs to one optimizer and one caller at a time.
 */
public final class Roster {
  private Parameter[] parameters = {};
  private Tensor[] gradients = {};
  private int[] sizes = {};
  private float[][] values = {};
  private float[][] gradientValues = {};
  private float[][][] states = {};

  /**
   * Lists a parameter that was scheduled, if it is plain. What is listed stays as it is until it is
   * {@link #forget forgotten}.
   */
  public void learn(int place, Slots<?> slots) {
    if (place >= sizes.length) {
      grow(Math.max(16, 2 * place));
    }
    boolean plain = slots.isPlain() && slots.size() <= TileLoop.TILE;
    if (plain && sizes[place] == 0) {
      Tensor gradient = slots.parameter().grad();
      parameters[place] = slots.parameter();
      gradients[place] = gradient;
      values[place] = slots.parameter().value().floats();
      gradientValues[place] = gradient.floats();
      states[place] = slots.floats().clone(); // beside that of the next place
    }
    sizes[place] = plain ? slots.size() : 0;
  }

  /** Lists the parameter at that place no longer. */
  public void forget(int place) {
    if (place < sizes.length) {
      sizes[place] = 0;
    }
  }

  private void grow(int length) {
    parameters = Arrays.copyOf(parameters, length);
    gradients = Arrays.copyOf(gradients, length);
    sizes = Arrays.copyOf(sizes, length);
    values = Arrays.copyOf(values, length);
    gradientValues = Arrays.copyOf(gradientValues, length);
    states = Arrays.copyOf(states, length);
  }

  /** Updates the parameter at that place; false if it is not listed, or not with its gradient. */
  <H> boolean update(int place, H numbers, UpdateRule<? super H> rule) {
    if (place >= sizes.length || sizes[place] == 0 || !hasGradient(place)) {
      return false;
    }
    rule.update(numbers, values[place], gradientValues[place], states[place], 0, sizes[place]);
    return true;
  }

  /** Whether there is a gradient that can be read where it lies. */
  private boolean hasGradient(int place) {
    Parameter parameter = parameters[place];
    if (!parameter.hasGrad() || parameter.hasSparseGrad()) {
      return false;
    }
    Tensor gradient = parameter.grad();
    if (gradient != gradients[place] && gradient.isWholeArray()) {
      gradients[place] = gradient;
      gradientValues[place] = gradient.floats();
    }
    return gradient == gradients[place];
  }
}
