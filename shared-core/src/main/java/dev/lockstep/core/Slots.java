package dev.lockstep.core;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer keeps for one parameter: named state tensors, the step count, the numbers of
 * the coming step, the transforms of its gradient. Made when the parameter is first updated; from
 * then on a step allocates nothing.
 *
 * @param <H> the numbers of one step, as the rule wants them
 */
public final class Slots<H> {
  // What stands for a slot that is not kept: a rule that touched it would fail at once.
  private static final Tensor ABSENT = Tensor.zeros(DType.F32, 0);

  private final Parameter parameter;
  private final DType dtype;
  private final int size;
  private H h;
  private final List<String> names;
  private final Tensor[] tensors;
  private final float[][] floats;
  private final double[][] doubles;
  private final Transform[] transforms;
  private final GradientView view = new GradientView();
  private @Nullable UpdateRule<? super H> rule;
  // The rule through the view, and of which rule it was made.
  private @Nullable UpdateRule<? super H> viewed;
  private @Nullable UpdateRule<? super H> viewedOf;
  // Whether a transform may have another number than when they were last read.
  private boolean unread = true;
  private boolean transforming;
  private boolean changesGradient;
  private boolean viewing;
  private boolean rowsOnly;
  private boolean rowsAsGiven;

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
    this(parameter, h, names, name -> parameter.value().zerosLike(), transforms);
  }

  /**
   * Slots over tensors that the facade made.
   *
   * @param tensors by name; array views from offset 0 with the parameter's type and size, or null
   *     for a slot that is not kept
   */
  public Slots(
      Parameter parameter,
      H h,
      List<String> names,
      Function<String, @Nullable Tensor> tensors,
      Transform... transforms) {
    this.parameter = parameter;
    this.dtype = parameter.value().dtype();
    this.size = parameter.value().size();
    this.h = h;
    this.names = List.copyOf(names);
    this.transforms = transforms.clone();
    this.tensors = new Tensor[names.size()];
    boolean f32 = dtype == DType.F32;
    floats = new float[f32 ? names.size() : 0][];
    doubles = new double[f32 ? 0 : names.size()][];
    for (int i = 0; i < names.size(); i++) {
      Tensor tensor = tensors.apply(names.get(i));
      this.tensors[i] = tensor == null ? ABSENT : tensor;
      if (f32) {
        floats[i] = this.tensors[i].floats();
      } else {
        doubles[i] = this.tensors[i].doubles();
      }
    }
  }

  /** The parameter. */
  public Parameter parameter() {
    return parameter;
  }

  /** The parameter's type. */
  public DType dtype() {
    return dtype;
  }

  /** The parameter's number of elements. */
  public int size() {
    return size;
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

  /** The transform at that place, to set its number for the coming step. */
  public Transform transform(int index) {
    unread = true;
    return transforms[index];
  }

  /** To be called when a number was set on a transform that {@link #transform} did not give. */
  public void transformsChanged() {
    unread = true;
  }

  /** The transforms themselves, not a copy: this is read for every tile. */
  public Transform[] transforms() {
    return transforms;
  }

  /** True if a transform of the coming step is active. */
  public boolean isTransforming() {
    return transforming;
  }

  /** True if an active transform of the coming step writes the gradient. */
  public boolean changesGradient() {
    return changesGradient;
  }

  /** Whether the coming step reads and writes whole arrays of floats as they are. */
  public boolean isPlain() {
    return dtype == DType.F32
        && !transforming
        && !parameter.hasSparseGrad()
        && parameter.grad().isWholeArray()
        && parameter.value().isWholeArray();
  }

  private void readTransforms() {
    unread = false;
    transforming = false;
    changesGradient = false;
    for (Transform transform : transforms) {
      boolean active = transform.isActive();
      transforming |= active;
      changesGradient |= active && transform.changesGradient();
    }
  }

  /**
   * Whether only the rows that a sparse gradient has are updated; otherwise its other elements are
   * updated with a gradient of 0. Without meaning for dense gradients.
   */
  public void setRowsOnly(boolean rowsOnly) {
    this.rowsOnly = rowsOnly;
  }

  /** See {@link #setRowsOnly}. */
  public boolean isRowsOnly() {
    return rowsOnly;
  }

  /**
   * Whether a row that a sparse gradient was given twice is updated twice, in that order; otherwise
   * once with the sum. Only where rows alone are updated.
   */
  public void setRowsAsGiven(boolean rowsAsGiven) {
    this.rowsAsGiven = rowsAsGiven;
  }

  /** See {@link #setRowsAsGiven}. */
  public boolean isRowsAsGiven() {
    return rowsAsGiven;
  }

  /** The rule of the coming step. */
  public UpdateRule<? super H> rule() {
    if (rule == null) {
      throw new IllegalStateException(parameter.name() + " was not scheduled");
    }
    return rule;
  }

  /** True if {@link #viewedRule} does what the transforms would do, without a copy. */
  public boolean isViewing() {
    return viewing;
  }

  /** The rule of the coming step, seeing the gradient as the transforms would leave it. */
  public UpdateRule<? super H> viewedRule() {
    if (viewed == null) {
      throw new IllegalStateException(parameter.name() + " is not viewed");
    }
    return viewed;
  }

  private boolean fillView() {
    view.reset();
    for (Transform transform : transforms) {
      if (transform.isActive() && !transform.join(view)) {
        return false;
      }
    }
    view.narrow();
    return true;
  }

  /**
   * Sets what is needed for the coming step; unchanged references are not stored ({@link Tasks}),
   * and what is not needed is not read: a step of ten thousand small parameters waits for memory.
   */
  void schedule(H numbers, UpdateRule<? super H> next) {
    if (h != numbers) {
      h = numbers;
    }
    if (rule != next) {
      rule = next;
    }
    if (unread || changesGradient) {
      readTransforms();
      chooseView(next);
    }
  }

  private void chooseView(UpdateRule<? super H> next) {
    boolean wanted = changesGradient && !parameter.hasSparseGrad() && fillView();
    if (wanted && viewedOf != next) {
      viewedOf = next;
      viewed = next.through(view).orElse(null);
    }
    viewing = wanted && viewed != null;
  }
}
