package dev.lockstep.oneflow.optim;

import static dev.lockstep.oneflow.optim.OneFlowOptions.CLIP_GRAD_MAX_NORM;
import static dev.lockstep.oneflow.optim.OneFlowOptions.CLIP_GRAD_NORM_TYPE;
import static dev.lockstep.oneflow.optim.OneFlowOptions.LR_SCALE;

import dev.lockstep.core.Group;
import dev.lockstep.core.GroupOptimizer;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.Trainables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * OneFlow's eager optimizer.
 *
 * <p>What differs from torch: there is <b>one step count for the whole optimizer</b>, so a
 * parameter whose first gradient comes late is corrected as if it had been there all along; {@link
 * #zeroGrad()} fills with zeros, so that a later {@link #step()} still decays parameters that were
 * not used; only the constructor's own options are checked, not a group's; a parameter may stand in
 * two groups and is then updated twice in a step, with one state.
 *
 * <p>Parameters without a gradient are skipped: no decay, no state.
 *
 * <p>Threads: one caller at a time.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public abstract class Optimizer extends GroupOptimizer<Tensor> {
  private static final List<OptionKey<?>> OF_GROUPS =
      List.of(CLIP_GRAD_MAX_NORM, CLIP_GRAD_NORM_TYPE, LR_SCALE);

  private long step;

  /**
   * Takes the options; {@link #init} then takes the parameters.
   *
   * @throws OptionException if an option is not one of this optimizer's
   */
  protected Optimizer(Signature signature, Option... options) {
    super(signature, options);
  }

  /**
   * Called at the end of a subclass's constructor: checks the options, then adds the groups.
   *
   * @throws OptionException as OneFlow's constructor would refuse it
   */
  protected final void init(Iterable<? extends Trainable> params) {
    validate(defaults());
    Trainables all = Trainables.of(params);
    require(
        !all.isEmpty(),
        "%s got an empty parameter list; give at least one parameter",
        signature().simpleName());
    require(
        !all.isMixed(),
        "%s: give parameters or groups, not both in one list",
        signature().simpleName());
    all.asGroups().forEach(this::addParamGroup);
  }

  /** Refuses what OneFlow's constructor refuses, with the facts of its message. */
  protected abstract void validate(Options options);

  /** Updates every parameter that has a gradient, as step k of the optimizer; k counts from 1. */
  protected abstract void update(long k);

  /**
   * Adds a group; its options are laid over the optimizer's and not checked, as in OneFlow.
   *
   * @throws OptionException if an option is not one of this optimizer's, or only one of {@code
   *     clip_grad_max_norm} and {@code clip_grad_norm_type} is given
   */
  @Override
  public void addParamGroup(Group group) {
    OptionChecks.given(group, signature().api() + ": param_group");
    Options options = defaults();
    List<Option> own = new ArrayList<>();
    for (Option option : group.options()) {
      if (option instanceof Setting<?> setting && OF_GROUPS.contains(setting.key())) {
        options.set(setting);
      } else {
        own.add(option);
      }
    }
    signature().settings(own).forEach(options::set);
    require(
        options.has(CLIP_GRAD_MAX_NORM) == options.has(CLIP_GRAD_NORM_TYPE),
        "a group that is clipped needs both clip_grad_max_norm and clip_grad_norm_type, got only %s",
        options.has(CLIP_GRAD_MAX_NORM) ? CLIP_GRAD_MAX_NORM : CLIP_GRAD_NORM_TYPE);
    append(new ParamGroup(group.params(), options));
  }

  /** Fills all gradients with zeros: {@code zeroGrad(false)}, OneFlow's default. */
  public final void zeroGrad() {
    zeroGrad(false);
  }

  /** Fills all gradients with zeros, or forgets them. */
  public final void zeroGrad(boolean setToNone) {
    if (setToNone) {
      forgetGradients();
    } else {
      fillGradientsWithZeros();
    }
  }

  /**
   * Scales the gradients of every group that has {@code clip_grad_max_norm} so that their norm is
   * at most that. To be called before {@link #step()}: eager OneFlow does not clip by itself.
   */
  public final void clipGrad() {
    for (ParamGroup group : paramGroups()) {
      if (group.options().has(CLIP_GRAD_MAX_NORM)) {
        GradientNorm.clip(
            group.params(), group.get(CLIP_GRAD_MAX_NORM), group.get(CLIP_GRAD_NORM_TYPE));
      }
    }
  }

  /**
   * Updates every parameter that has a gradient, and counts a step even if none has one.
   *
   * @throws OptionException if a gradient is sparse; nothing has changed then
   */
  public final void step() {
    for (int i = 0; i < paramGroups().size(); i++) {
      check(paramGroups().get(i));
    }
    update(step + 1);
    step++;
  }

  /**
   * Evaluates the closure (which sets the gradients), then updates.
   *
   * @return what the closure returned: the loss before the update
   */
  public double step(DoubleSupplier closure) {
    double loss = closure.getAsDouble();
    step();
    return loss;
  }

  private void check(ParamGroup group) {
    List<Parameter> params = group.params();
    for (int i = 0; i < params.size(); i++) {
      if (params.get(i).hasSparseGrad()) {
        throw new OptionException(
            "%s: the gradient of %s is sparse; OneFlow's eager optimizers take dense ones"
                .formatted(signature().simpleName(), params.get(i).name()));
      }
    }
  }

  /** How many steps were taken: OneFlow's {@code optimizer.state["step"]}. */
  public final long stepCount() {
    return step;
  }

  /** A copy of the whole state, with OneFlow's keys and layout. */
  public final StateDict stateDict() {
    Map<Parameter, Integer> indices = indices();
    Map<Integer, Map<String, Tensor>> copies = new LinkedHashMap<>();
    indices.forEach(
        (parameter, index) -> {
          if (!state(parameter).isEmpty()) {
            copies.put(index, copies(state(parameter)));
          }
        });
    return new StateDict(step, copies, packedGroups(indices));
  }

  /**
   * Takes over a state, copying it.
   *
   * @throws OptionException if the number or the sizes of the groups differ, or an option or a
   *     tensor does not fit; nothing is changed then
   */
  public final void loadStateDict(StateDict dict) {
    OptionChecks.given(dict, signature().api() + ": state_dict");
    StateReader read = new StateReader(this, dict);
    step = dict.step();
    become(read);
  }

  /** The option of that name: this optimizer's own, or one that every group may have. */
  final OptionKey<?> key(String name) {
    Set<OptionKey<?>> known = Collections.newSetFromMap(new LinkedHashMap<>());
    known.addAll(signature().keys());
    known.addAll(OF_GROUPS);
    known.add(OneFlowOptions.INITIAL_LR);
    return known.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseGet(() -> signature().key(name));
  }
}
