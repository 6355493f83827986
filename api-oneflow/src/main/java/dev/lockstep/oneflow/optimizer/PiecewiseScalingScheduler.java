package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.RateOptions.BASE_LR;
import static dev.lockstep.oneflow.optimizer.RateOptions.BOUNDARIES;
import static dev.lockstep.oneflow.optimizer.RateOptions.SCALE;
import static dev.lockstep.oneflow.optimizer.RateOptions.WARMUP;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;

/**
 * {@code flow.optimizer.PiecewiseScalingScheduler}: {@code base_lr * scales[i]}, i the first piece
 * with {@code step <= boundaries[i]}, scales = 1 and then {@code scale}.
 *
 * <p>A single {@code scale} is <b>repeated, not compounded</b>: (0.001, [30, 60, 90], 0.1) gives
 * 1e-3, then 1e-4 for good.
 */
public final class PiecewiseScalingScheduler extends LrScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.PiecewiseScalingScheduler")
          .option(BASE_LR)
          .option(BOUNDARIES)
          .option(SCALE)
          .option(WARMUP);

  /** A schedule with these arguments. */
  public PiecewiseScalingScheduler(Option... options) {
    super(SIGNATURE, options, BASE_LR, BOUNDARIES, SCALE);
    int later = args().get(BOUNDARIES).values().size();
    Piecewise.check(this, args().get(BOUNDARIES), args().get(SCALE).spread(later).size() + 1);
  }

  @Override
  public double baseLr() {
    return args().get(BASE_LR);
  }

  @Override
  double decayed(double baseLr, long trainStep) {
    int piece = Piecewise.piece(args().get(BOUNDARIES), trainStep);
    int later = args().get(BOUNDARIES).values().size();
    return baseLr * (piece == 0 ? 1 : args().get(SCALE).spread(later).get(piece - 1));
  }
}
