package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.ALPHA;
import static dev.lockstep.torch.optim.TorchOptions.CAPTURABLE;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.LAMBD;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.T0;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Precisions;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.UpdateRule;
import dev.lockstep.core.math.LastPower;
import dev.lockstep.core.rule.AsgdAverageRule;
import dev.lockstep.core.rule.AsgdRule;
import dev.lockstep.torch.aten.Aten;
import dev.lockstep.torch.aten.Scalar;
import dev.lockstep.torch.optim.kernel.AsgdAverageKernel;
import dev.lockstep.torch.optim.kernel.AsgdForeachKernel;
import dev.lockstep.torch.optim.kernel.AsgdKernel;
import dev.lockstep.torch.sqrt.SquareRoot;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.ASGD}: L2 decay, then a step with a falling rate, and from step t0 on an
 * average of the parameters, {@code ax} in the state. The parameter is never replaced by the
 * average.
 *
 * <p>With {@code foreach} the decay of the objective goes into the gradient, and the rate is
 * computed in float32.
 *
 * @see AsgdRule
 * @see AsgdAverageRule
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.ASGD.html">torch
 *     2.15</a>
 */
public final class ASGD extends Elementwise<AsgdRule.H> {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.ASGD")
          .option(LR, 0.01)
          .option(LAMBD, 1e-4)
          .option(ALPHA, 0.75)
          .option(T0, 1e6)
          .option(WEIGHT_DECAY, 0.0)
          .option(FOREACH)
          .option(MAXIMIZE, false)
          .option(DIFFERENTIABLE, false)
          .option(CAPTURABLE, false)
          .tensors(LR);

  private static final List<String> SLOTS = List.of("ax");
  private static final Scalar ONE = Scalar.python(1);

  /** The kernels of one arithmetic. */
  private record Kernels(
      Precisions<UpdateRule<AsgdRule.H>> plain, Precisions<UpdateRule<AsgdRule.H>> average) {}

  private static final Kernels COMMON = new Kernels(AsgdRule.KIND, AsgdAverageRule.KIND);
  private static final Kernels NATIVE = new Kernels(AsgdKernel.KIND, AsgdAverageKernel.KIND);
  private static final Kernels FOREACH_NATIVE =
      new Kernels(AsgdForeachKernel.KIND, AsgdForeachKernel.KIND);

  private final Kernels kernels;
  private final SquareRoot root = root();
  private final LastPower power = new LastPower(power());

  /**
   * ASGD of parameters or groups, {@code new ASGD(model.parameters(), lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public ASGD(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, SLOTS, options);
    kernels = arithmetic() == Arithmetic.COMMON ? COMMON : NATIVE;
    init(params);
  }

  @Override
  protected void validate(Options o) {
    Checks.atLeastZero(o, LR, LAMBD, ALPHA, WEIGHT_DECAY);
  }

  @Override
  protected void initialise(Options o, Parameter parameter, Map<String, Object> state) {
    state.put("step", newCount());
    state.put("eta", scalar(o.get(LR)));
    state.put("mu", scalar(1));
    putZeros(state, parameter, SLOTS);
  }

  @Override
  List<String> kept(Options o) {
    return SLOTS;
  }

  @Override
  AsgdRule.H newNumbers() {
    return new AsgdRule.H();
  }

  @Override
  boolean isShared(Options o) {
    return false;
  }

  /** This step uses the rates that the step before left in the state. */
  @Override
  void set(AsgdRule.H h, Options o, double t, Map<String, Object> state) {
    Tensor eta = tensor(state, "eta");
    Tensor mu = tensor(state, "mu");
    h.eta = eta.get(0);
    h.mu = mu.get(0);
    h.lambd = o.get(LAMBD);
    double next = isForeach(o) ? foreachEta(o, t) : eta(o, t);
    eta.set(0, rateType(o) == RateType.F64 ? next : made(next));
    mu.set(0, made(AsgdRule.H.mu(t, o.get(T0))));
  }

  /** Torch makes a float32 scalar of it, also where a load has left a float64 one in the state. */
  private double made(double value) {
    return isCommon() ? value : (float) value;
  }

  private double eta(Options o, double t) {
    double lr = o.get(LR);
    RateType in = rateType(o);
    if (in.isTensor()) {
      return eta(o, in.scalar(lr), Scalar.python(t));
    }
    double growth = power.of(1 + o.get(LAMBD) * lr * t, o.get(ALPHA));
    return isCommon() ? AsgdRule.H.eta(lr, growth) : Floats.over(lr, growth);
  }

  /** Torch takes the step as a float32 tensor here, so that each operation rounds. */
  private double foreachEta(Options o, double t) {
    double lr = o.get(LR);
    RateType in = rateType(o);
    if (in.isTensor()) {
      return eta(o, in.scalar(lr), Scalar.tensor(DType.F32, t));
    }
    float base = (float) t * (float) (o.get(LAMBD) * lr) + 1;
    return Aten.divide((float) lr, Aten.pow(base, o.get(ALPHA), root));
  }

  /** {@code lr / ((1 + lambd * lr * step) ** alpha)} where lr is a tensor. */
  private double eta(Options o, Scalar lr, Scalar step) {
    Scalar base = ONE.plus(lr.times(o.get(LAMBD)).times(step));
    return lr.over(base.pow(Scalar.python(o.get(ALPHA)), root)).value();
  }

  @Override
  double[] scalars(AsgdRule.H h, Options o, double t) {
    return new double[] {isForeach(o) ? h.lambd : h.eta};
  }

  @Override
  boolean usual(Options o) {
    return super.usual(o) && o.get(ALPHA) <= 1 && o.get(LR) > 0;
  }

  @Override
  Precisions<UpdateRule<AsgdRule.H>> rule(Options o, double t, AsgdRule.H h) {
    Kernels from = isForeach(o) ? FOREACH_NATIVE : kernels;
    return h.mu == 1 ? from.plain() : from.average();
  }
}
