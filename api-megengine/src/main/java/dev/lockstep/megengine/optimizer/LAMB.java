package dev.lockstep.megengine.optimizer;

import static dev.lockstep.megengine.optimizer.MegEngineOptions.ALWAYS_ADAPT;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.BETAS;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.BIAS_CORRECTION;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.EPS;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.LR;
import static dev.lockstep.megengine.optimizer.MegEngineOptions.WEIGHT_DECAY;

import dev.lockstep.core.Betas;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.TensorRule;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.megengine.optimizer.kernel.LambKernel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@code megengine.optimizer.LAMB}: Adam's direction with its decay, its length scaled to that of
 * the parameter. A group without decay is not scaled unless {@code always_adapt} is on.
 *
 * <p>This is the published formula in common arithmetic: <b>in MegEngine 1.13 the class cannot be
 * constructed</b>, so there is nothing to be equal to. {@link Quirk#LAMB_CANNOT_BE_MADE} imitates
 * that.
 *
 * <p>State, made in the constructor: {@code exp_avg}, {@code exp_avg_sq}, {@code step}.
 *
 * @see <a href="https://arxiv.org/abs/1904.00962">You et al. 2020, Algorithm 2</a>
 */
public final class LAMB extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("megengine.optimizer.LAMB")
          .option(LR)
          .option(BETAS, new Betas(0.9, 0.999))
          .option(EPS, 1e-8)
          .option(BIAS_CORRECTION, true)
          .option(WEIGHT_DECAY, 0.0)
          .option(ALWAYS_ADAPT, false);

  private static final List<String> SLOTS = List.of("exp_avg", "exp_avg_sq");

  private final Map<DType, TensorRule<LambKernel.H>> rules = new EnumMap<>(DType.class);
  private final LambKernel.H h = new LambKernel.H();

  /** LAMB of parameters or groups, {@code new LAMB(parameters, lr(0.01))}. */
  public LAMB(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
    require(
        !List.of(options).contains(Quirk.LAMB_CANNOT_BE_MADE),
        "Optimizer._add_state() got an unexpected keyword argument 'dtype': MegEngine 1.13 cannot"
            + " construct LAMB; leave the quirk out for the published formula");
  }

  @Override
  protected void validate(Options o) {
    Checks.rateAndDecay(o);
    OptionChecks.betas(o.get(BETAS));
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  boolean counts() {
    return true;
  }

  @Override
  void update() {
    for (ParamGroup group : paramGroups()) {
      for (Parameter parameter : group.params()) {
        if (parameter.hasGrad()) {
          update(group.options(), parameter);
        }
      }
    }
  }

  private void update(Options o, Parameter parameter) {
    Map<String, Tensor> state = Objects.requireNonNull(states().get(parameter), parameter.name());
    set(o, count(state));
    List<Tensor> moments =
        SLOTS.stream().map(name -> Objects.requireNonNull(state.get(name))).toList();
    rules
        .computeIfAbsent(parameter.value().dtype(), LambKernel.KIND::make)
        .update(h, parameter.value(), parameter.grad(), moments);
  }

  private void set(Options o, double t) {
    Betas betas = o.get(BETAS);
    boolean corrects = o.get(BIAS_CORRECTION);
    h.lr = o.get(LR);
    h.beta1 = betas.beta1();
    h.rest1 = 1 - betas.beta1();
    h.beta2 = betas.beta2();
    h.rest2 = 1 - betas.beta2();
    h.correction1 = corrects ? 1 - CorrectlyRounded.pow(betas.beta1(), t) : 1;
    h.correction2 = corrects ? 1 - CorrectlyRounded.pow(betas.beta2(), t) : 1;
    h.eps = o.get(EPS);
    h.decay = o.get(WEIGHT_DECAY);
    h.adapts = o.get(ALWAYS_ADAPT) || o.get(WEIGHT_DECAY) != 0 ? 1 : 0;
  }
}
