package dev.lockstep.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer keeps for one parameter: named state tensors, the step count, the numbers of
 * the coming step, the transforms of its gradient. Made when the parameter is first updated; from
 * then on a step allocates nothing.
 *
 * @param <H> the numbers of one step, as the rule wants them
 */
public final class Slots<H> {
  private final Parameter parameter;
  private final H h;
  private final List<String> names;
  private final Tensor[] tensors;
  private final float[][] floats;
  private final double[][] doubles;
  private final Transform[] transforms;
  private @Nullable UpdateRule<? super H> rule;

  /** Steps that this parameter has taken; a facade decides when it counts. */
  public long step;

  /**
   * Slots of zeros.
   *
   * @param parameter the parameter
   * @param h an object for the numbers of a step
   * @param names the framework's names of the state tensors, in the rule's order
   * @param transforms what is done before the rule, in this order
   */
  public Slots(Parameter parameter, H h, List<String> names, Transform... transforms) {
    this.parameter = parameter;
    this.h = h;
    this.names = List.copyOf(names);
    this.transforms = transforms.clone();
    boolean f32 = parameter.value().dtype() == DType.F32;
    tensors = new Tensor[names.size()];
    floats = new float[f32 ? tensors.length : 0][];
    doubles = new double[f32 ? 0 : tensors.length][];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = parameter.value().zerosLike();
      if (f32) {
        floats[i] = tensors[i].floats();
      } else {
        doubles[i] = tensors[i].doubles();
      }
    }
  }

  /** The parameter. */
  public Parameter parameter() {
    return parameter;
  }

  /** The numbers of the coming step, to be overwritten. */
  public H h() {
    return h;
  }

  /** The names of the state tensors. */
  public List<String> names() {
    return names;
  }

  /** The state tensor at that place of {@link #names}. */
  public Tensor tensor(int index) {
    return tensors[index];
  }

  /**
   * The state tensor of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor tensor(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no slot " + name + "; slots are " + names);
    }
    return tensors[index];
  }

  /** The state arrays of an F32 parameter, in order. */
  public float[][] floats() {
    return floats;
  }

  /** The state arrays of an F64 parameter, in order. */
  public double[][] doubles() {
    return doubles;
  }

  /** The transform at that place, to set its number. */
  public Transform transform(int index) {
    return transforms[index];
  }

  /** The transforms themselves, not a copy: this is read for every tile. */
  public Transform[] transforms() {
    return transforms;
  }

  /** True if an active transform writes the gradient, which is then copied first. */
  public boolean changesGradient() {
    for (Transform transform : transforms) {
      if (transform.isActive() && transform.changesGradient()) {
        return true;
      }
    }
    return false;
  }

  /** The rule of the coming step. */
  public UpdateRule<? super H> rule() {
    if (rule == null) {
      throw new IllegalStateException(parameter.name() + " was not scheduled");
    }
    return rule;
  }

  void schedule(UpdateRule<? super H> next) {
    this.rule = next;
  }
}
