package dev.lockstep.megengine.optimizer;

import dev.lockstep.core.DType;
import dev.lockstep.core.Group;
import dev.lockstep.core.GroupOptimizer;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Trainables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MegEngine's optimizer.
 *
 * <p>What differs from torch: <b>state is made in the constructor</b> and only there, so a group
 * that is added later, or a momentum that is switched on later, is refused by {@link #step()}; a
 * rate of 0 freezes a parameter but its state goes on. {@link #clearGrad()} forgets gradients.
 *
 * <p>Parameters without a gradient are skipped: no decay, no state change.
 *
 * <p>Threads: one caller at a time.
 *
 * @see <a href="https://www.megengine.org.cn/doc/stable/zh/reference/optimizer.html">MegEngine
 *     1.13</a>
 */
public abstract class Optimizer extends GroupOptimizer<Tensor> {
  static final String STEP = "step";

  /**
   * Takes the options; {@link #init} then takes the parameters.
   *
   * @throws OptionException if an option is not one of this optimizer's
   */
  protected Optimizer(Signature signature, Option... options) {
    super(signature, options);
  }

  /**
   * Called at the end of a subclass's constructor: checks the options, adds the groups, makes the
   * state.
   *
   * @throws OptionException as MegEngine's constructor would refuse it
   */
  protected final void init(Iterable<? extends Trainable> params) {
    Options defaults = defaults();
    signature().requireAll(defaults);
    validate(defaults);
    Trainables all = Trainables.of(params);
    require(!all.isEmpty(), "optimizer got an empty parameter list");
    require(
        !all.isMixed(),
        "types of params argument given to the optimizer shoud be same: give parameters or groups,"
            + " not both in one list");
    all.asGroups().forEach(this::addParamGroup);
    for (ParamGroup group : paramGroups()) {
      group.params().forEach(parameter -> createState(group.options(), parameter));
    }
  }

  /** Refuses what MegEngine's constructor refuses, with the facts of its message. */
  protected abstract void validate(Options options);

  /** The state tensors like the parameter under these options. */
  abstract List<String> kept(Options options);

  /** Whether a parameter's steps are counted in its state. */
  abstract boolean counts();

  /** Updates every parameter that has a gradient. */
  abstract void update();

  private void createState(Options options, Parameter parameter) {
    Map<String, Tensor> state = states().computeIfAbsent(parameter, p -> new LinkedHashMap<>());
    kept(options).forEach(name -> state.put(name, parameter.value().zerosLike()));
    if (counts()) {
      state.put(STEP, Tensor.scalar(DType.F32, 0));
    }
  }

  /**
   * Adds a group; its options are laid over the optimizer's and not checked. <b>No state is made
   * for it</b>: an optimizer with state refuses its next step, as MegEngine's does.
   *
   * @throws OptionException if one of the parameters is in a group already
   */
  @Override
  public final void addParamGroup(Group group) {
    OptionChecks.given(group, signature().api() + ": param_group");
    requireNew(group.params());
    Options options = defaults();
    signature().settings(group.options()).forEach(options::set);
    append(new ParamGroup(group.params(), options));
  }

  /** Forgets all gradients. */
  public final void clearGrad() {
    forgetGradients();
  }

  /** Fills all gradients with zeros. MegEngine deprecates it: use {@link #clearGrad()}. */
  public final void zeroGrad() {
    fillGradientsWithZeros();
  }

  /**
   * Updates every parameter that has a gradient.
   *
   * @throws OptionException if a parameter has no state, or a sparse gradient; nothing has changed
   *     then
   */
  public final Optimizer step() {
    for (int i = 0; i < paramGroups().size(); i++) {
      check(paramGroups().get(i));
    }
    update();
    return this;
  }

  private void check(ParamGroup group) {
    List<String> names = kept(group.options());
    List<Parameter> params = group.params();
    for (int i = 0; i < params.size(); i++) {
      Parameter parameter = params.get(i);
      if (!parameter.hasGrad()) {
        continue;
      }
      if (parameter.hasSparseGrad()) {
        throw new OptionException(
            "the gradient of " + parameter.name() + " is sparse; MegEngine's are dense");
      }
      Map<String, Tensor> state = states().getOrDefault(parameter, Map.of());
      for (int j = 0; j < names.size(); j++) {
        if (!state.containsKey(names.get(j))) {
          throw new OptionException(
              ("KeyError: %s has no state %s; MegEngine makes state in the constructor only: give all"
                      + " groups, and a momentum that is not 0, when the optimizer is made")
                  .formatted(parameter.name(), names.get(j)));
        }
      }
    }
  }

  /** Counts a step of a parameter; returns how many there are with this one. */
  static double count(Map<String, Tensor> state) {
    Tensor step = state.get(STEP);
    if (step == null) {
      return 1;
    }
    step.set(0, step.get(0) + 1);
    return step.get(0);
  }

  /** A copy of the whole state, with MegEngine's keys and layout. */
  public final StateDict stateDict() {
    Map<Parameter, Integer> indices = indices();
    Map<Integer, Map<String, Tensor>> copies = new LinkedHashMap<>();
    indices.forEach((parameter, index) -> copies.put(index, copies(state(parameter))));
    return new StateDict(packedGroups(indices), copies);
  }

  /**
   * Takes over a state, copying it.
   *
   * @throws OptionException if the number, the sizes or the keys of the groups differ, or a tensor
   *     does not fit; nothing is changed then
   */
  public final void loadStateDict(StateDict dict) {
    OptionChecks.given(dict, signature().api() + ": state_dict");
    become(new StateReader(this, dict));
  }
}
