package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.BETAS;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;

import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.math.CorrectlyRounded;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.mindspore.Betas;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.FloatMath;

/**
 * The numbers of one step of an Adam with groups: powers of the betas are computed from the step
 * count, in float32 unless the arithmetic is common.
 */
public final class AdamNumbers {
  private AdamNumbers() {}

  /** Refuses betas outside [0, 1) and an eps below 0. */
  public static void check(String api, Options o) {
    checkBetas(api, o.get(BETAS));
    Checks.require(o.get(EPS) >= 0, "%s: eps must be >= 0, got %s", api, o.get(EPS));
  }

  /** Refuses betas outside [0, 1). */
  public static void checkBetas(String api, Betas betas) {
    checkBeta(api, 0, betas.beta1());
    checkBeta(api, 1, betas.beta2());
  }

  private static void checkBeta(String api, int index, double beta) {
    Checks.require(
        beta >= 0 && beta < 1, "%s: betas[%d] must be in [0, 1), got %s", api, index, beta);
  }

  /** Sets the numbers of a step, which counts from 1. */
  public static void set(AdamRule.H h, ParamGroup group, double lr, int step, boolean common) {
    Betas betas = group.get(BETAS);
    h.lr = lr;
    h.beta1 = common ? betas.beta1() : (float) betas.beta1();
    h.beta2 = common ? betas.beta2() : (float) betas.beta2();
    h.eps = group.get(EPS);
    h.correction1 = correction(h.beta1, step, common);
    h.correction2 = correction(h.beta2, step, common);
  }

  /** 1 - beta^step. */
  public static double correction(double beta, int step, boolean common) {
    return common ? 1 - CorrectlyRounded.pow(beta, step) : 1f - FloatMath.pow((float) beta, step);
  }
}
