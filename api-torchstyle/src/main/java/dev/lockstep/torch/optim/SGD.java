package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.DAMPENING;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.FUSED;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM;
import static dev.lockstep.torch.optim.TorchOptions.NESTEROV;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.SparseRows;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.rule.MomentumRule;
import dev.lockstep.core.rule.MomentumStartRule;
import dev.lockstep.core.rule.NesterovRule;
import dev.lockstep.core.rule.NesterovStartRule;
import dev.lockstep.core.rule.SgdRule;
import dev.lockstep.torch.optim.kernel.FusedMomentumKernel;
import dev.lockstep.torch.optim.kernel.FusedNesterovKernel;
import dev.lockstep.torch.optim.kernel.MomentumKernel;
import dev.lockstep.torch.optim.kernel.MomentumStartKernel;
import dev.lockstep.torch.optim.kernel.NesterovKernel;
import dev.lockstep.torch.optim.kernel.NesterovStartKernel;
import dev.lockstep.torch.optim.kernel.SgdKernel;
import dev.lockstep.torch.optim.kernel.SparseMomentumKernel;
import dev.lockstep.torch.optim.kernel.SparseNesterovKernel;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.SGD}: L2 decay, then momentum with dampening, the rate outside the buffer.
 *
 * <p>The first update with momentum makes a parameter's buffer the gradient itself: dampening does
 * not act on it. "First" is the first step at which that parameter has a gradient. The buffer of a
 * parameter with sparse gradients is dense, sparse in torch.
 *
 * <p>Torch adds a sparse gradient to a parameter value by value, as it was given: a row that is
 * given twice is updated twice ({@link SparseRows#given}). Its momentum then has a value for each
 * that was ever given, which native arithmetic refuses to compute: with momentum, rows are to be
 * given sorted and once, those of a vector not at all. A vector's gradient is taken for one that
 * torch does not know to be coalesced.
 *
 * @see SgdRule
 * @see MomentumRule
 * @see NesterovRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch 2.15</a>
 */
public final class SGD extends Elementwise<MomentumRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.SGD")
          .option(LR, 0.001)
          .option(MOMENTUM, 0.0)
          .option(DAMPENING, 0.0)
          .option(WEIGHT_DECAY, 0.0)
          .option(NESTEROV, false)
          .option(MAXIMIZE, false)
          .option(FOREACH)
          .option(DIFFERENTIABLE, false)
          .option(FUSED)
          .tensors(LR, WEIGHT_DECAY);

  private static final String BUFFER = "momentum_buffer";

  /** The kernels of one arithmetic. */
  private record Kernels(
      Precisions<UpdateRule<MomentumRule.H>> plain,
      Precisions<UpdateRule<MomentumRule.H>> start,
      Precisions<UpdateRule<MomentumRule.H>> momentum,
      Precisions<UpdateRule<MomentumRule.H>> nesterovStart,
      Precisions<UpdateRule<MomentumRule.H>> nesterov) {}

  private static final Kernels COMMON =
      new Kernels(
          SgdRule.KIND,
          MomentumStartRule.KIND,
          MomentumRule.KIND,
          NesterovStartRule.KIND,
          NesterovRule.KIND);

  private static final Kernels NATIVE =
      new Kernels(
          SgdKernel.KIND,
          MomentumStartKernel.KIND,
          MomentumKernel.KIND,
          NesterovStartKernel.KIND,
          NesterovKernel.KIND);

  private static final Kernels FUSED_NATIVE =
      new Kernels(
          SgdKernel.KIND,
          MomentumStartKernel.KIND,
          FusedMomentumKernel.KIND,
          NesterovStartKernel.KIND,
          FusedNesterovKernel.KIND);

  private final Kernels kernels;

  /**
   * SGD of parameters or groups, {@code new SGD(model.parameters(), lr(0.1), momentum(0.9))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public SGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, List.of(BUFFER), options);
    kernels = arithmetic() == Arithmetic.COMMON ? COMMON : NATIVE;
    init(params);
  }

  @Override
  protected void validate(Options o) {
    require(!(o.get(LR) < 0), "Invalid learning rate: %s, must be at least 0", o.get(LR));
    require(
        !(o.get(MOMENTUM) < 0), "Invalid momentum value: %s, must be at least 0", o.get(MOMENTUM));
    require(
        !(o.get(WEIGHT_DECAY) < 0),
        "Invalid weight_decay value: %s, must be at least 0",
        o.get(WEIGHT_DECAY));
    require(
        !o.get(NESTEROV) || !(o.get(MOMENTUM) <= 0 || o.get(DAMPENING) != 0),
        "Nesterov momentum requires a momentum and zero dampening, got momentum=%s, dampening=%s",
        o.get(MOMENTUM),
        o.get(DAMPENING));
  }

  @Override
  protected void checkSparse(Options o, Parameter parameter) {
    require(
        o.get(WEIGHT_DECAY) == 0,
        "weight_decay is not supported with sparse gradients: add(sparse, dense) is not supported");
    require(!isFused(o), "`_fused_sgd` does not support sparse gradients");
    boolean sorted = parameter.sparseGrad().isCoalesced() && parameter.value().rank() > 1;
    require(
        isCommon() || o.get(MOMENTUM) == 0 || sorted,
        "the order in which torch adds up the momentum of the sparse gradient of %s is not"
            + " reproduced; give the rows of a matrix sorted and each once, as coalesce() does, in"
            + " torch too, or use Arithmetic.COMMON",
        parameter.name());
  }

  @Override
  boolean takesRowsAsGiven(Options o) {
    return !isCommon() && o.get(MOMENTUM) == 0;
  }

  /** Sparse buffers have kernels of their own; see {@link #isOneElement} too. */
  @Override
  Precisions<UpdateRule<MomentumRule.H>> sparseRule(
      Parameter parameter, Precisions<UpdateRule<MomentumRule.H>> dense) {
    if (dense == MomentumKernel.KIND) {
      return SparseMomentumKernel.KIND;
    }
    if (dense == NesterovKernel.KIND) {
      return SparseNesterovKernel.KIND;
    }
    boolean element = isOneElement(parameter, parameter.sparseGrad().given());
    return element && dense == SgdKernel.KIND ? SgdRule.KIND : dense;
  }

  /** Without momentum an element with a gradient of 0 stays as it is. */
  @Override
  boolean isRowsOnly(Options o) {
    return o.get(MOMENTUM) == 0;
  }

  /**
   * A decay in a tensor is taken for a number, which one with dimensions is not. Torch's fused SGD
   * cannot make one buffer while another is there already.
   */
  @Override
  protected void check(ParamGroup group) {
    super.check(group);
    Options o = group.options();
    require(
        !(o.live(WEIGHT_DECAY) instanceof LiveNumber decay)
            || decay.plain().rank() == 0
            || !group.hasGrad()
            || (o.get(WEIGHT_DECAY) == 0 && !isFused(o)),
        "argument 'alpha' must be Number, not Tensor: weight_decay has dimensions, a tensor without"
            + " any is due");
    if (isFused(o) && group.get(MOMENTUM) != 0) {
      List<Parameter> moving = group.params().stream().filter(Parameter::hasGrad).toList();
      long buffers = moving.stream().filter(p -> state(p).containsKey(BUFFER)).count();
      require(
          buffers == 0 || buffers == moving.size(),
          "fused SGD expected a momentum_buffer of each parameter with a gradient, got %s of %s:"
              + " with fused=True all parameters of a group must get their first gradient in the"
              + " same step",
          buffers,
          moving.size());
    }
  }

  /** Torch does not hand the switch to what computes. */
  @Override
  void checkDifferentiable(Options o, boolean hasGrad) {}

  @Override
  protected void initialise(Options options, Parameter parameter, Map<String, Object> state) {}

  @Override
  List<String> kept(Options options) {
    return List.of();
  }

  @Override
  boolean isCounted(Options options) {
    return options.get(MOMENTUM) != 0;
  }

  @Override
  boolean countsFirstOnly() {
    return true;
  }

  /** The step of the buffer: 1 makes it, 2 stands for all later ones. */
  @Override
  double count(Options options, Parameter parameter, Map<String, Object> state) {
    if (state.containsKey(BUFFER)) {
      return 2;
    }
    putZeros(state, parameter, List.of(BUFFER));
    return 1;
  }

  @Override
  MomentumRule.H newNumbers() {
    return new MomentumRule.H();
  }

  @Override
  void set(MomentumRule.H h, Options o, double t, Map<String, Object> state) {
    h.lr = o.get(LR);
    h.momentum = o.get(MOMENTUM);
    h.keep = 1 - o.get(DAMPENING);
  }

  @Override
  double[] scalars(MomentumRule.H h, Options o, double t) {
    boolean adds = h.momentum != 0 && t > 1;
    boolean looksAhead = h.momentum != 0 && o.get(NESTEROV);
    return new double[] {h.lr, adds ? h.keep : 0, looksAhead ? h.momentum : 0};
  }

  @Override
  Precisions<UpdateRule<MomentumRule.H>> rule(Options o, double t, MomentumRule.H h) {
    Kernels from = isFused(o) ? FUSED_NATIVE : kernels;
    if (h.momentum == 0) {
      return from.plain();
    }
    if (o.get(NESTEROV)) {
      return t == 1 ? from.nesterovStart() : from.nesterov();
    }
    return t == 1 ? from.start() : from.momentum();
  }
}
