package dev.lockstep.mindspore.nn;

import static dev.lockstep.mindspore.MindSporeOptions.DECAY_STEPS;
import static dev.lockstep.mindspore.MindSporeOptions.MAX_LR;
import static dev.lockstep.mindspore.MindSporeOptions.MIN_LR;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.mindspore.Checks;
import dev.lockstep.mindspore.FloatMath;

/**
 * {@code nn.CosineDecayLR}: half a cosine from {@code max_lr} down to {@code min_lr} in {@code
 * decay_steps} steps, then {@code min_lr}.
 *
 * <p>Computed as {@code min_lr + 0.5*(max_lr - min_lr) * (1 + sin(pi*(step/decay_steps + 0.5)))}:
 * the sine, in float32, is up to 34 units in the last place off the cosine.
 */
public final class CosineDecayLR extends LearningRateSchedule {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.nn.CosineDecayLR")
          .option(MIN_LR)
          .option(MAX_LR)
          .option(DECAY_STEPS)
          .strict();

  private static final float PI = (float) Math.PI;

  private final float min;
  private final float half;
  private final int period;

  /**
   * A schedule.
   *
   * @throws dev.lockstep.core.OptionException if {@code min_lr} is below 0 or not below {@code
   *     max_lr}, or {@code decay_steps} is not above 0
   */
  public CosineDecayLR(Option... options) {
    Options o = bind(SIGNATURE, options);
    double low = o.get(MIN_LR);
    Checks.nonNegative(SIGNATURE.api(), MIN_LR, low);
    double high = positive(SIGNATURE, o, MAX_LR);
    period = steps(SIGNATURE, o, DECAY_STEPS);
    Checks.require(
        low < high,
        "%s: max_lr must be greater than min_lr, got max_lr %s, min_lr %s",
        SIGNATURE.api(),
        high,
        low);
    min = (float) low;
    half = (float) (0.5 * (high - low));
  }

  @Override
  public float construct(int globalStep) {
    float p = Math.min(globalStep, period);
    return min + half * (1 + FloatMath.sin(PI * (p / period + 0.5f)));
  }
}
