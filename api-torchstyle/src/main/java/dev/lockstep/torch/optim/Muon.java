package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.ADJUST_LR_FN;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.LR;
import static dev.lockstep.torch.optim.TorchOptions.MOMENTUM;
import static dev.lockstep.torch.optim.TorchOptions.NESTEROV;
import static dev.lockstep.torch.optim.TorchOptions.NS_COEFFICIENTS;
import static dev.lockstep.torch.optim.TorchOptions.NS_STEPS;
import static dev.lockstep.torch.optim.TorchOptions.WEIGHT_DECAY;

import dev.lockstep.core.DType;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.TensorRule;
import dev.lockstep.core.Trainable;
import dev.lockstep.torch.aten.NewtonSchulz;
import dev.lockstep.torch.optim.kernel.MuonKernel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@code torch.optim.Muon}: decoupled decay; momentum whose matrix is made orthogonal by a
 * Newton-Schulz iteration in bfloat16. For matrices only.
 *
 * <pre class="formula">
 * b = momentum*b + (1 - momentum)*g
 * u = orthogonal(momentum*b + (1 - momentum)*g)      (without nesterov: of b)
 * p = (1 - lr*weight_decay)*p - adjusted(lr)*u
 * </pre>
 *
 * <p>Both arithmetics are the same; matrix products are not added up in torch's order, so bits may
 * differ by some roundings to bfloat16.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Muon.html">torch
 *     2.15</a>
 * @see <a href="https://kellerjordan.github.io/posts/muon/">Jordan 2024</a>
 */
public final class Muon extends Optimizer {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.Muon")
          .option(LR, 0.001)
          .option(WEIGHT_DECAY, 0.1)
          .option(MOMENTUM, 0.95)
          .option(NESTEROV, true)
          .option(NS_COEFFICIENTS, new NsCoefficients(3.4445, -4.775, 2.0315))
          .option(EPS, 1e-7)
          .option(NS_STEPS, 5)
          .option(ADJUST_LR_FN)
          .tensors(LR);

  private static final String BUFFER = "momentum_buffer";
  private static final List<String> ADJUSTMENTS =
      List.of("original", "match_rms_adamw", "spectral_unclamped");

  private final Map<DType, TensorRule<MuonKernel.H>> kernels = new EnumMap<>(DType.class);
  private final MuonKernel.H h = new MuonKernel.H();

  /**
   * Muon of matrices or groups of them, {@code new Muon(matrices, lr(0.01))}.
   *
   * @throws OptionException for what the constructor of torch's own class refuses
   */
  public Muon(Iterable<? extends Trainable> params, Option... options) {
    super(SIGNATURE, options);
    init(params);
    for (ParamGroup group : paramGroups()) {
      for (Parameter parameter : group.params()) {
        require(
            parameter.value().rank() == 2,
            "Muon only supports 2D parameters whereas we found a parameter with size: %s (%s)",
            Arrays.toString(parameter.value().shape()),
            parameter.name());
      }
    }
  }

  @Override
  protected void validate(Options o) {
    double lr = o.get(LR);
    double momentum = o.get(MOMENTUM);
    double decay = o.get(WEIGHT_DECAY);
    require(lr >= 0, "Learning rate should be >= 0 but is: %s", lr);
    require(momentum >= 0, "momentum should be >= 0 but is: %s", momentum);
    require(decay >= 0, "weight decay should be >= 0 but is: %s", decay);
    require(
        !o.has(ADJUST_LR_FN) || ADJUSTMENTS.contains(o.get(ADJUST_LR_FN)),
        "Adjust learning rate function %s is not supported; supported are %s",
        o.has(ADJUST_LR_FN) ? o.get(ADJUST_LR_FN) : "",
        ADJUSTMENTS);
  }

  @Override
  protected void check(ParamGroup group) {
    super.check(group);
    require(
        group.get(NS_STEPS) < 100 || !group.hasGrad(),
        "Number of steps must be less than 100 for computational efficiency, got %s",
        group.get(NS_STEPS));
    Options o = group.options();
    for (Parameter parameter : group.params()) {
      require(
          !parameter.hasGrad() || parameter.value().rank() == 2,
          "Param gradient must be a 2D matrix: %s",
          parameter.name());
      if (parameter.hasGrad()) {
        Floats.fit(
            parameter,
            1 - o.get(MOMENTUM),
            o.get(MOMENTUM),
            rateType(o).times(o.get(LR), adjustment(o, parameter.value().shape())));
      }
    }
  }

  @Override
  protected void initialise(Options o, Parameter parameter, Map<String, Object> state) {
    putZeros(state, parameter, List.of(BUFFER));
  }

  @Override
  protected void update() {
    for (ParamGroup group : paramGroups()) {
      Options o = group.options();
      RateType in = rateType(o);
      h.momentum = o.get(MOMENTUM);
      h.nesterov = o.get(NESTEROV);
      h.keep = in.minus(1, in.times(o.get(LR), o.get(WEIGHT_DECAY)));
      h.orthogonal = newtonSchulz(o);
      for (Parameter parameter : group.params()) {
        if (parameter.hasGrad()) {
          h.rate = in.times(o.get(LR), adjustment(o, parameter.value().shape()));
          kernels
              .computeIfAbsent(parameter.value().dtype(), MuonKernel.KIND::make)
              .update(
                  h,
                  parameter.value(),
                  parameter.grad(),
                  List.of(tensor(state(o, parameter), BUFFER)));
        }
      }
    }
  }

  private static NewtonSchulz newtonSchulz(Options o) {
    NsCoefficients ns = o.get(NS_COEFFICIENTS);
    return new NewtonSchulz(ns.a(), ns.b(), ns.c(), o.get(NS_STEPS), o.get(EPS));
  }

  /** How the rate depends on the shape; a group may say what the constructor would refuse. */
  private static double adjustment(Options o, int[] shape) {
    double ratio = (double) shape[0] / shape[1];
    return switch (o.has(ADJUST_LR_FN) ? o.get(ADJUST_LR_FN) : "original") {
      case "original" -> Math.sqrt(Math.max(1, ratio));
      case "match_rms_adamw" -> 0.2 * Math.sqrt(Math.max(shape[0], shape[1]));
      case "spectral_unclamped" -> Math.sqrt(ratio);
      default -> 1;
    };
  }
}
