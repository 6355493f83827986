package dev.lockstep.megengine.autodiff;

import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * {@code megengine.autodiff.GradManager}: <b>only attached parameters get gradients</b>; the others
 * keep none, so an optimizer that has them skips them.
 *
 * <p>A backward pass adds to the gradients that are there, until an optimizer clears them, and ends
 * the recording. Attached parameters are held weakly.
 *
 * <p>Gradients are computed by the caller: this decides who gets them.
 *
 * <p>Threads: one caller at a time.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/autodiff.html">MegEngine
 *     1.13</a>
 */
public final class GradManager {
  private final Set<Parameter> attached = Collections.newSetFromMap(new WeakHashMap<>());
  private boolean recording;

  /** Attaches parameters, to those that are already; returns this. */
  public GradManager attach(Iterable<Parameter> params) {
    params.forEach(attached::add);
    return this;
  }

  /** Whether a parameter gets gradients. */
  public boolean isAttached(Parameter parameter) {
    return attached.contains(parameter);
  }

  /** Begins to record a forward pass. */
  public void record() {
    if (recording) {
      throw new IllegalStateException("already recording; call backward or release first");
    }
    recording = true;
  }

  /** Ends the recording without a backward pass. */
  public void release() {
    recording = false;
  }

  /**
   * Adds the gradients of the pass that was recorded to the attached parameters, and ends the
   * recording. Tensors are copied.
   *
   * @param gradients of any parameters; those of parameters that are not attached are dropped
   * @throws IllegalStateException if nothing is recorded
   * @throws IllegalArgumentException if a gradient does not fit its parameter
   */
  public void backward(Map<Parameter, Tensor> gradients) {
    if (!recording) {
      throw new IllegalStateException(
          "no computation history. did you forget record() or call a method that clears the history?");
    }
    recording = false;
    gradients.forEach(
        (parameter, gradient) -> {
          if (attached.contains(parameter)) {
            add(parameter, gradient);
          }
        });
  }

  private static void add(Parameter parameter, Tensor gradient) {
    if (!parameter.hasGrad()) {
      parameter.setGrad(gradient.copy());
      return;
    }
    Tensor sum = parameter.grad();
    for (int i = 0; i < sum.size(); i++) {
      sum.set(i, sum.get(i) + gradient.get(i));
    }
  }
}
