package dev.lockstep.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a step needs of many small parameters, each thing in an array of its own.
 *
 * <p>The objects around ten thousand small parameters are larger than the parameters: a step that
 * goes through them waits for memory, because they do not all fit in the cache. An array of
 * references is read ahead. Only what is plain is listed ({@link Slots#isPlain}), of at most {@link
 * TileLoop#TILE} floats; everything else is scheduled as ever.
 *
 * <p>Parameters are updated {@value #BATCH} at a time: first each is asked for its gradient, then
 * the arrays are gone through. The processor looks ahead some hundred instructions: over several
 * questions or several short arrays, but not from the arrays of one parameter to the objects of the
 * next, so that each would wait for memory.
 *
 * <p>Threads: belongs to one optimizer and one caller at a time.
 */
public final class Roster {
  /** Parameters in a batch. */
  public static final int BATCH = 64;

  private Parameter[] parameters = {};
  private Tensor[] gradients = {};
  private int[] sizes = {};
  private float[][] values = {};
  private float[][] gradientValues = {};
  private float[][][] states = {};
  // The places from start to end wait to be updated, with these numbers by this rule.
  private int start;
  private int end;
  private Object numbers = this;
  private @Nullable UpdateRule<Object> rule;

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

  /**
   * Takes the parameter at that place into the batch, which {@link #run} updates if nothing does so
   * before; false if it is not listed, or not with its gradient.
   */
  <H> boolean update(int place, H itsNumbers, UpdateRule<? super H> itsRule) {
    if (place >= sizes.length || sizes[place] == 0 || !hasGradient(place)) {
      return false;
    }
    if (place != end || end - start == BATCH || itsNumbers != numbers || itsRule != rule) {
      run();
      open(place, itsNumbers, itsRule);
    }
    end++;
    return true;
  }

  /**
   * Takes the parameters at places from one to another into a batch of their own, as long as they
   * are listed with the gradients that they have; returns the first place that is not taken.
   */
  <H> int updateAll(int from, int to, H itsNumbers, UpdateRule<? super H> itsRule) {
    int listed = Math.min(to, sizes.length);
    int place = from;
    while (place < listed && sizes[place] != 0 && parameters[place].hasGrad(gradients[place])) {
      place++;
    }
    if (place > from) {
      run();
      open(from, itsNumbers, itsRule);
      end = place;
    }
    return place;
  }

  @SuppressWarnings("unchecked") // numbers and rule are always set together
  private <H> void open(int place, H itsNumbers, UpdateRule<? super H> itsRule) {
    start = place;
    end = place;
    numbers = itsNumbers;
    rule = (UpdateRule<Object>) itsRule;
  }

  /** Updates the batch. */
  void run() {
    int from = start;
    start = end; // whatever happens, not twice
    for (int place = from; place < end && rule != null; place++) {
      rule.update(numbers, values[place], gradientValues[place], states[place], 0, sizes[place]);
    }
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
