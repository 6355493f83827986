package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.FUSED;
import static dev.lockstep.torch.optim.TorchOptions.LR;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Group;
import dev.lockstep.core.GroupOptimizer;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Trainables;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.torch.sqrt.SquareRoot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Torch's optimizer: groups with mutable options, {@link #step()}, {@link #zeroGrad()}, {@link
 * #stateDict()}.
 *
 * <p>Parameters without a gradient are skipped entirely: no decay, no state, no step count. State
 * is made at a parameter's first update. It is a dictionary under torch's keys, as in torch.
 *
 * <p>The constructor checks its options as torch's does; what a group says is not checked, as in
 * torch. What torch refuses in {@code step()} is refused there, before anything has changed.
 *
 * <p>A rate may be a tensor of one element, {@link TorchOptions#lr(Tensor)}: who fills it changes
 * the rate, and what is computed from it is rounded to its type, as torch does. With {@code
 * differentiable} the update has the bits of the one through which torch lets gradients flow; there
 * is no autograd here.
 *
 * <p>Shapes: parameters of any shape, taken in row order, where a class does not say otherwise.
 *
 * <p>Threads: one caller at a time.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/optim.html">torch.optim 2.15</a>
 */
public abstract class Optimizer extends GroupOptimizer<Object> {
  private static final System.Logger LOG = System.getLogger("dev.lockstep.torch");

  private final SquareRootProfile profile;
  private final List<Runnable> preHooks = new ArrayList<>();
  private boolean scheduled;
  private boolean stepped;

  /**
   * Takes the options; {@link #init} then takes the parameters.
   *
   * @param signature names and defaults of the options
   * @param options what differs from the defaults; among them the {@link Arithmetic} and the {@link
   *     SquareRootProfile}
   * @throws OptionException if an option is not one of this optimizer's
   */
  protected Optimizer(Signature signature, Option... options) {
    super(signature, options);
    SquareRootProfile root = SquareRootProfile.IEEE;
    for (Option option : options) {
      root = option instanceof SquareRootProfile given ? given : root;
    }
    this.profile = root;
  }

  /**
   * Called at the end of a subclass's constructor: checks the options, then adds the groups.
   *
   * @throws OptionException as torch's constructor would refuse it
   */
  protected final void init(Iterable<? extends Trainable> params) {
    Options defaults = defaults();
    validate(defaults);
    require(
        !on(defaults, FUSED) || !on(defaults, DIFFERENTIABLE),
        "`fused` does not support `differentiable`");
    require(
        !on(defaults, FUSED) || !on(defaults, FOREACH),
        "`fused` and `foreach` cannot be `True` together.");
    Trainables all = Trainables.of(params);
    require(!all.isEmpty(), "optimizer got an empty parameter list");
    require(
        !all.isMixed(),
        "param_group must be a dict: give parameters or groups, not both in one list");
    all.asGroups().forEach(this::addParamGroup);
  }

  /** Refuses what torch's constructor refuses, with the facts of its message. */
  protected abstract void validate(Options options);

  /** Updates every parameter that has a gradient; {@link #check} has passed for all groups. */
  protected abstract void update();

  /** Puts the state of a parameter before its first update into an empty dictionary. */
  protected abstract void initialise(
      Options options, Parameter parameter, Map<String, Object> state);

  /** State tensors like the parameter that may be there beside what {@link #initialise} makes. */
  protected List<String> optionalState() {
    return List.of();
  }

  /**
   * Adds a group; its options are laid over the optimizer's.
   *
   * @throws OptionException if one of the parameters is in a group already
   */
  @Override
  public void addParamGroup(Group group) {
    OptionChecks.given(group, signature().api() + ": param_group");
    requireNew(group.params());
    if (hasDuplicates(group.params())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "optimizer contains a parameter group with duplicate parameters; each is updated once for"
              + " every time that it stands there");
    }
    Options options = defaults();
    signature().settings(group.options()).forEach(options::set);
    append(new ParamGroup(group.params(), options));
  }

  /** Whether a parameter stands more than once in the list. */
  static boolean hasDuplicates(List<Parameter> params) {
    return new HashSet<>(params).size() != params.size();
  }

  /** What raises a scalar to a power: Python asks the C library. */
  protected final DoubleBinaryOperator power() {
    return isCommon() ? CorrectlyRounded::pow : Floats::pow;
  }

  /** Which square root native arithmetic takes. */
  public SquareRootProfile profile() {
    return profile;
  }

  /** The square root of native arithmetic. */
  final SquareRoot root() {
    return profile.root();
  }

  /** Forgets all gradients: {@code zeroGrad(true)}. */
  public void zeroGrad() {
    zeroGrad(true);
  }

  /** Forgets all gradients, or sets them to zeros. */
  public void zeroGrad(boolean setToNone) {
    if (setToNone) {
      forgetGradients();
    } else {
      fillGradientsWithZeros();
    }
  }

  /**
   * Calls this at the beginning of every step, before a closure is evaluated: torch's {@code
   * register_step_pre_hook}. Hooks run in the order in which they came.
   */
  public void registerStepPreHook(Runnable hook) {
    preHooks.add(OptionChecks.given(hook, signature().api() + ": hook"));
  }

  /** Runs the hooks; what overrides a step calls it first. */
  final void beforeStep() {
    for (int i = 0; i < preHooks.size(); i++) { // an iterator would be allocated
      preHooks.get(i).run();
    }
  }

  /**
   * Updates every parameter that has a gradient.
   *
   * @throws OptionException as torch's step() would refuse it; nothing has changed then
   */
  public void step() {
    beforeStep();
    advance();
  }

  private void advance() {
    stepped |= scheduled;
    for (int i = 0; i < paramGroups().size(); i++) { // an iterator would be allocated
      check(paramGroups().get(i));
    }
    update();
  }

  /**
   * Evaluates the closure (which sets the gradients), then updates.
   *
   * @return what the closure returned: the loss before the update
   */
  public double step(DoubleSupplier closure) {
    checkClosure(closure);
    beforeStep();
    double loss = closure.getAsDouble();
    advance();
    return loss;
  }

  /** Refuses null, which in torch means that there is no closure. */
  final void checkClosure(@Nullable DoubleSupplier closure) {
    if (closure == null) { // in steps: no words before they are needed
      throw new OptionException(
          signature().api() + ": closure must be given, got null; step() takes none");
    }
  }

  /** Refuses what torch's step() refuses in a group. */
  protected void check(ParamGroup group) {
    Options options = group.options();
    require(
        !on(options, CAPTURABLE) || on(options, FUSED) || !group.hasGrad(),
        "If capturable=True, params and state_steps must be on supported devices; these are on the"
            + " CPU");
    if (on(options, DIFFERENTIABLE)) {
      checkDifferentiable(options, group.hasGrad());
    }
    List<Parameter> params = group.params();
    for (int i = 0; i < params.size(); i++) {
      if (params.get(i).hasSparseGrad()) {
        checkSparse(options, params.get(i));
      }
    }
  }

  /** Refuses implementations without gradients, unless an optimizer takes them. */
  void checkDifferentiable(Options options, boolean hasGrad) {
    require(
        !on(options, FOREACH) || !(hasGrad || foreachAsksFirst()),
        "_foreach ops don't support autograd");
    require(
        !on(options, FUSED) || !hasGrad,
        "%s with fused=True does not support differentiable=True",
        signature().simpleName());
  }

  /** Whether foreach refuses to be differentiable before it looks for gradients. */
  boolean foreachAsksFirst() {
    return false;
  }

  /** True if an update is computed as one through which gradients could flow. */
  final boolean isDifferentiable(Options options) {
    return !isCommon() && on(options, DIFFERENTIABLE);
  }

  /**
   * In which type the numbers of a step are computed from the rate; the fused kernels take the
   * number of a tensor.
   */
  final RateType rateType(Options options) {
    RateType type = RateType.of(options, LR, arithmetic());
    return type.isTensor() && on(options, FUSED) ? RateType.PYTHON : type;
  }

  /**
   * Refuses float32 parameters without dimensions: where they meet float64 tensors without, torch
   * computes in doubles.
   */
  static void checkScalars(ParamGroup group) {
    List<Parameter> params = group.params();
    for (int i = 0; i < params.size(); i++) { // in steps: nothing is to be allocated
      Tensor value = params.get(i).value();
      if (params.get(i).hasGrad() && value.rank() == 0 && value.dtype() == DType.F32) {
        throw new OptionException(
            ("%s is float32 and has no dimensions: where it meets a float64 tensor of the options"
                    + " torch computes in doubles, which is not reproduced; make that tensor float32")
                .formatted(params.get(i).name()));
      }
    }
  }

  /** Refuses sparse gradients, unless an optimizer takes them. */
  protected void checkSparse(Options options, Parameter parameter) {
    throw new OptionException(signature().simpleName() + " does not support sparse gradients");
  }

  /** Called by a scheduler when it is made: from then on steps are remembered. */
  public final void becomeScheduled() {
    scheduled = true;
  }

  /** Whether {@link #step()} was called since the first scheduler was made. */
  public final boolean hasSteppedScheduled() {
    return stepped;
  }

  /** The live state of a parameter, made if it is not there. */
  protected final Map<String, Object> state(Options options, Parameter parameter) {
    return states()
        .computeIfAbsent(
            parameter,
            absent -> {
              Map<String, Object> state = new LinkedHashMap<>();
              initialise(options, absent, state);
              return state;
            });
  }

  /** A copy of the whole state, with torch's keys and layout. */
  public StateDict stateDict() {
    Map<Parameter, Integer> indices = indices();
    Map<Integer, Map<String, Object>> copies = new LinkedHashMap<>();
    indices.forEach(
        (parameter, index) -> {
          if (!state(parameter).isEmpty()) {
            copies.put(index, StateDict.copy(state(parameter)));
          }
        });
    return new StateDict(copies, packedGroups(indices));
  }

  /** A parameter that stands twice in a group takes two numbers. */
  @Override
  protected final Map<Parameter, Integer> indices() {
    Map<Parameter, Integer> indices = new LinkedHashMap<>();
    int next = 0;
    for (ParamGroup group : paramGroups()) {
      for (Parameter parameter : group.params()) {
        indices.putIfAbsent(parameter, next++);
      }
    }
    return indices;
  }

  /**
   * Takes over a state, copying it. An option that the dictionary does not have gets its default.
   *
   * @throws OptionException if the number or the sizes of the groups differ, an option has a wrong
   *     value, or the state is not one of this optimizer's; nothing is changed then
   */
  public void loadStateDict(StateDict dict) {
    become(new StateReader(this, OptionChecks.given(dict, signature().api() + ": state_dict")));
  }

  /**
   * A saved state in the types that this optimizer keeps.
   *
   * @param options the loaded ones
   * @throws OptionException if something is missing, of another shape, or not of this optimizer
   */
  protected Map<String, Object> readState(
      Options options, Parameter parameter, Map<String, Object> saved) {
    Map<String, Object> state = new LinkedHashMap<>();
    initialise(options, parameter, state);
    for (String key : state.keySet()) {
      require(
          saved.containsKey(key),
          "state of %s has no %s; it has %s",
          parameter.name(),
          key,
          saved.keySet());
    }
    saved.forEach(
        (key, value) -> {
          boolean optional = optionalState().contains(key);
          Object like = optional ? parameter.value() : loaded(key, state.get(key), parameter);
          if (like == null) {
            throw new OptionException(
                "state of %s has %s, which %s does not keep"
                    .formatted(parameter.name(), key, signature().api()));
          }
          state.put(key, StateReader.value(key + " of " + parameter.name(), value, like));
        });
    return state;
  }

  /** Torch casts every tensor but the step to the parameter's type, float32 scalars too. */
  private @Nullable Object loaded(String key, @Nullable Object made, Parameter parameter) {
    boolean cast = made instanceof Tensor scalar && scalar.rank() == 0 && !key.equals("step");
    return cast && !isCommon() ? Tensor.scalar(parameter.value().dtype(), 0) : made;
  }

  /** Puts tensors of zeros like the parameter. */
  protected static void putZeros(
      Map<String, Object> state, Parameter parameter, List<String> names) {
    for (String name : names) {
      state.put(name, parameter.value().zerosLike());
    }
  }

  /**
   * A scalar of the state, as torch makes it: float32 whatever the parameter. In common arithmetic
   * it is not rounded.
   */
  protected final Tensor scalar(double value) {
    return Tensor.scalar(isCommon() ? DType.F64 : DType.F32, value);
  }

  /** A tensor of a state. */
  protected static Tensor tensor(Map<String, Object> state, String name) {
    return (Tensor) Objects.requireNonNull(state.get(name), name);
  }

  /** Whether a switch is there and on. */
  protected static boolean on(Options options, OptionKey<Boolean> key) {
    return options.has(key) && options.get(key);
  }
}
