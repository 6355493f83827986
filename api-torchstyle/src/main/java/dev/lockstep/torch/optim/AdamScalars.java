package dev.lockstep.torch.optim;

import static dev.lockstep.torch.optim.TorchOptions.BETAS;
import static dev.lockstep.torch.optim.TorchOptions.DIFFERENTIABLE;
import static dev.lockstep.torch.optim.TorchOptions.EPS;
import static dev.lockstep.torch.optim.TorchOptions.LR;

import dev.lockstep.core.DType;
import dev.lockstep.core.LiveBetas;
import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.OptionChecks;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.torch.aten.Scalar;
import dev.lockstep.torch.sqrt.SquareRoot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a step of Adam where one of them is a tensor: the rate, the betas, or, with {@code
 * differentiable}, the step. Each operation then rounds to the tensor's type.
 *
 * <p>They are put where the kernels look for them: the rate is divided by its correction already,
 * and the second correction is the square of its root, whose root is exact.
 *
 * <p>With {@code differentiable} the rate is not a factor of the quotient but in its denominator,
 * {@code m / (v.sqrt() / (root2 * -rate) + eps / -rate)}: signs apart, that is Adam with the rate 1
 * or -1 and another root and epsilon.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html">torch 2.15,
 *     _single_tensor_adam</a>
 */
final class AdamScalars {
  private static final Scalar ONE = Scalar.python(1);
  // Its square, and that of its reciprocal, is far from the ends of the doubles.
  private static final double LEAST = 1e-100;

  private AdamScalars() {}

  /**
   * Sets the numbers of step t.
   *
   * @param h with the numbers of Python's floats set
   * @param of the type of the parameter
   */
  static void set(AdamRule.H h, Options o, double t, RateType in, DType of, SquareRoot root) {
    boolean differentiable = o.get(DIFFERENTIABLE);
    @Nullable LiveBetas betas = o.live(BETAS) instanceof LiveBetas live ? live : null;
    @Nullable LiveNumber first = betas == null ? null : betas.first();
    @Nullable LiveNumber second = betas == null ? null : betas.second();
    Scalar step = differentiable ? Scalar.tensor(DType.F32, t) : Scalar.python(t);
    Scalar correction1 = Scalar.python(h.correction1);
    if (first != null || differentiable) {
      correction1 = ONE.minus(scalar(first, h.beta1).pow(step, root));
    }
    Scalar size = in.scalar(h.lr).over(correction1);
    Scalar root2;
    if (second != null || differentiable) {
      root2 = ONE.minus(scalar(second, h.beta2).pow(step, root)).sqrt(root);
    } else {
      root2 = Scalar.python(Floats.root(h.correction2));
    }
    if (differentiable) {
      Scalar length = size.abs();
      h.eps = Scalar.python(o.get(EPS)).over(length).value();
      root2 = root2.times(length);
      size = Scalar.python(Math.copySign(1, size.value())); // a group's rate may be negative
    }
    h.lr = size.value();
    h.correction1 = 1;
    h.correction2 = root2.value() * root2.value();
    h.beta1 = first == null ? h.beta1 : of.round(h.beta1);
  }

  /** The widest of the tensors that the rate and the betas are. */
  static RateType widest(Options o, RateType rate) {
    RateType widest = rate;
    if (o.live(BETAS) instanceof LiveBetas betas) {
      widest = widest.with(type(betas.first())).with(type(betas.second()));
    }
    return widest;
  }

  private static RateType type(@Nullable LiveNumber held) {
    return held == null ? RateType.PYTHON : RateType.of(held.dtype());
  }

  /**
   * Refuses what the kernels cannot take: another 1 - beta2 than that of doubles, and a rate in the
   * denominator whose square no double holds.
   */
  static void check(ParamGroup group, RateType rate) {
    Options o = group.options();
    double lr = o.get(LR);
    OptionChecks.require(
        !o.get(DIFFERENTIABLE)
            || lr == 0
            || (LEAST < lr && lr < 1 / LEAST)
            || widest(o, rate) != RateType.F64,
        "a rate of %s in a float64 tensor is not reproduced with differentiable=True",
        lr);
    boolean rounds =
        o.live(BETAS) instanceof LiveBetas betas
            && type(betas.second()) == RateType.F32
            && o.get(BETAS).beta2() < 0.5;
    for (Parameter parameter : rounds ? group.params() : List.<Parameter>of()) {
      OptionChecks.require(
          !parameter.hasGrad() || parameter.value().dtype() == DType.F32,
          "%s is float64: a float32 tensor below 0.5 as beta2 is not reproduced there; make it"
              + " float64",
          parameter.name());
    }
  }

  private static Scalar scalar(@Nullable LiveNumber held, double value) {
    return held == null ? Scalar.python(value) : Scalar.tensor(held.dtype(), value);
  }
}
