package dev.lockstep.mindspore.experimental.optim;

import static dev.lockstep.mindspore.MindSporeOptions.BETAS;
import static dev.lockstep.mindspore.MindSporeOptions.EPS;

import dev.lockstep.core.Betas;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.mindspore.Checks;

/**
 * The numbers of one step of an Adam with groups: powers of the betas are computed from the step
 * count, in float32 unless the arithmetic is common.
 *
 * <p>An instance belongs to one optimizer.
 */
public final class AdamNumbers {
  private final boolean common;
  private final Correction first;
  private final Correction second;

  /** For one optimizer, in that arithmetic. */
  public AdamNumbers(boolean common) {
    this.common = common;
    first = new Correction(common);
    second = new Correction(common);
  }

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
        beta >= 0 && beta < 1, "%s: betas[%s] must be in [0, 1), got %s", api, index, beta);
  }

  /** Sets the numbers of a step, which counts from 1. */
  public void set(AdamRule.H h, ParamGroup group, double lr, int step) {
    Betas betas = group.get(BETAS);
    h.lr = lr;
    h.beta1 = common ? betas.beta1() : (float) betas.beta1();
    h.beta2 = common ? betas.beta2() : (float) betas.beta2();
    h.eps = group.get(EPS);
    h.correction1 = first.of(h.beta1, step);
    h.correction2 = second.of(h.beta2, step);
  }
}
