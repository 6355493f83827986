package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.ADAFACTOR_EPS;
import static dev.lockstep.torch.optim.TorchOptions.BETA2_DECAY;
import static dev.lockstep.torch.optim.TorchOptions.D;
import static dev.lockstep.torch.optim.TorchOptions.FOREACH;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MAXIMIZE;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Tensor;
import dev.lockstep.core.TensorRule;
import dev.lockstep.core.Trainable;
import dev.lockstep.core.math.LastPower;
import dev.lockstep.torch.optim.kernel.AdafactorKernel;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * {@code torch.optim.Adafactor}: decoupled decay; second moments factored into rows and columns;
 * the rate is relative to the size of the parameter.
 *
 * <pre class="formula">
 * r = (1 - w)*r + w*mean of g*g by row      c = (1 - w)*c + w*mean of g*g by column      w = t^beta2_decay
 * u = g / sqrt(r*c/mean(r))                 (a vector: the root of such a mean of each element)
 * p = (1 - lr*weight_decay)*p - max(eps2, rms(p)) * min(lr, 1/sqrt(t)) / max(1, rms(u)/d) * u
 * </pre>
 *
 * <p>Both arithmetics are the same. Sums are added up as torch does on one thread; for tensors of
 * more than 32768 elements it may use several, and then the last bits differ.
 *
 * <p>A step beyond float32 (eps2 too large) is known only in the middle of an update: as in torch
 * the state and the parameters before it have changed when it is refused.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adafactor.html">torch
 *     2.15</a>
 * @see <a href="https://arxiv.org/abs/1804.04235">Shazeer and Stern 2018</a>
 */
public final class Adafactor extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.Adafactor")
          .option(LR, 0.01)
          .option(BETA2_DECAY, -0.8)
          .option(ADAFACTOR_EPS, new AdafactorEps(OptionalDouble.empty(), 1e-3))
          .option(D, 1.0)
          .option(WEIGHT_DECAY, 0.0)
          .option(FOREACH)
          .option(MAXIMIZE, false)
          .tensors(LR);

  private final Map<DType, TensorRule<AdafactorKernel.H>> kernels = new EnumMap<>(DType.class);
  private final AdafactorKernel.H h = new AdafactorKernel.H();
  private final LastPower power = new LastPower(power());
  private final Map<Parameter, Entry> entries = new HashMap<>();

  /**
   * Adafactor of parameters or groups, {@code new Adafactor(model.parameters(), lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public Adafactor(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
  }

  @Override
  protected void validate(Options o) {
    double decay = o.get(BETA2_DECAY);
    double d = o.get(D);
    AdafactorEps eps = o.get(ADAFACTOR_EPS);
    atLeastZero("Learning rate", o.get(LR));
    require(decay <= 0, "beta2_decay should be <= 0 but is: %s", decay);
    atLeastZero("epsilon1", eps.eps1().orElse(0));
    atLeastZero("epsilon2", eps.eps2());
    require(d >= 1, "Clipping threshold d should be >= 1 but is: %s", d);
    atLeastZero("weight_decay", o.get(WEIGHT_DECAY));
  }

  @Override
  protected void check(ParamGroup group) {
    super.check(group);
    if (group.hasGrad()) {
      Floats.over(1, group.get(D));
    }
    Options o = group.options();
    if (rateType(o) == RateType.F64 && (o.get(WEIGHT_DECAY) != 0 || on(o, FOREACH))) {
      checkScalars(group);
    }
    if (rateType(o).isTensor() && on(o, FOREACH)) {
      checkRates(group);
    }
    double eps1 = group.get(ADAFACTOR_EPS).eps1().orElse(0);
    for (int i = 0; Math.abs(eps1) > 1 && i < group.params().size(); i++) {
      Parameter parameter = group.params().get(i);
      if (parameter.hasGrad()) {
        Floats.fit(parameter, eps1 * eps1, parameter.value().rank() > 1 ? eps1 : 0);
      }
    }
  }

  /** Foreach takes the rates of equal tensors in one list, which may not mix tensors and floats. */
  private void checkRates(ParamGroup group) {
    Map<String, Boolean> capped = new HashMap<>();
    for (Parameter parameter : group.params()) {
      if (parameter.hasGrad()) {
        Tensor value = parameter.value();
        double t = state(parameter).get("step") instanceof Tensor step ? step.get(0) + 1 : 1;
        boolean own = isCapped(group.options(), t);
        Boolean other = capped.put(value.dtype() + (value.rank() > 1 ? " matrix" : " vector"), own);
        require(
            other == null || other == own,
            "expected Tensor in the rates of foreach, but got float: with a tensor as lr all"
                + " parameters of a group must have taken steps enough for 1 / sqrt(step) to be below"
                + " it, or none");
      }
    }
  }

  /** As Python's min judges: whether 1 / sqrt(t) is below the rate. */
  private boolean isCapped(Options o, double t) {
    return rateType(o).round(1 / Math.sqrt(t)) < o.get(LR);
  }

  private static void atLeastZero(String name, double value) {
    require(value >= 0, "%s should be >= 0 but is: %s", name, value);
  }

  @Override
  protected void initialise(Options o, Parameter parameter, Map<String, Object> state) {
    state.put("step", Tensor.scalar(DType.F32, 0));
    int rank = parameter.value().rank();
    if (rank > 1) {
      state.put("row_var", reduced(parameter, rank - 1));
      state.put("col_var", reduced(parameter, rank - 2));
    } else {
      putZeros(state, parameter, List.of("variance"));
    }
  }

  private static Tensor reduced(Parameter parameter, int dimension) {
    int[] shape = parameter.value().shape();
    shape[dimension] = 1;
    return Tensor.zeros(parameter.value().dtype(), shape);
  }

  @Override
  protected void stateReplaced() {
    entries.clear();
  }

  @Override
  protected void update() {
    // By index: an iterator would be allocated in each step.
    for (int i = 0; i < paramGroups().size(); i++) {
      ParamGroup group = paramGroups().get(i);
      OptionalDouble given = group.get(ADAFACTOR_EPS).eps1();
      boolean known = given.isPresent();
      double eps1 = given.orElse(0);
      for (int j = 0; j < group.params().size(); j++) {
        Parameter parameter = group.params().get(j);
        if (parameter.hasGrad()) {
          // Torch takes the type of the group's first gradient for all of them.
          eps1 = known ? eps1 : parameter.value().dtype().epsilon();
          known = true;
          update(group.options(), parameter, eps1);
        }
      }
    }
  }

  private void update(Options o, Parameter parameter, double eps1) {
    Entry entry = entry(o, parameter);
    entry.step().set(0, entry.step().get(0) + 1);
    require(
        parameter.value().size() > 0,
        "Adafactor divides by the number of elements of %s, which is 0",
        parameter.name());
    double t = entry.step().get(0);
    double lr = o.get(LR);
    RateType in = rateType(o);
    boolean capped = isCapped(o, t);
    h.rho = (capped ? 1 / Math.sqrt(t) : lr) * (o.get(MAXIMIZE) ? -1 : 1);
    h.in = in == RateType.F32 && !capped ? DType.F32 : DType.F64;
    h.lean = power.of(t, o.get(BETA2_DECAY));
    h.eps1 = eps1;
    h.eps2 = o.get(ADAFACTOR_EPS).eps2();
    h.d = o.get(D);
    double decay = o.get(WEIGHT_DECAY);
    h.keep = decay == 0 ? 1 : in.minus(1, in.times(lr, decay)); // lr may be infinite
    h.rounded = on(o, FOREACH);
    kernels
        .computeIfAbsent(parameter.value().dtype(), AdafactorKernel.KIND::make)
        .update(h, parameter.value(), parameter.grad(), entry.slots());
  }

  private Entry entry(Options o, Parameter parameter) {
    Entry entry = entries.get(parameter);
    if (entry == null) {
      entry = Entry.of(parameter, state(o, parameter));
      entries.put(parameter, entry);
    }
    return entry;
  }

  /** A parameter's state as the rule takes it. */
  private record Entry(Tensor step, List<Tensor> slots) {
    static Entry of(Parameter parameter, Map<String, Object> state) {
      List<Tensor> slots =
          parameter.value().rank() > 1
              ? List.of(tensor(state, "row_var"), tensor(state, "col_var"))
              : List.of(tensor(state, "variance"));
      return new Entry(tensor(state, "step"), slots);
    }
  }
}
