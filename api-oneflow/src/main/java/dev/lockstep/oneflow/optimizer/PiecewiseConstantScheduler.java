package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.RateOptions.BOUNDARIES;
import static dev.lockstep.oneflow.optimizer.RateOptions.VALUES;
import static dev.lockstep.oneflow.optimizer.RateOptions.WARMUP;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;

/**
 * {@code flow.optimizer.PiecewiseConstantScheduler}: {@code values[i]}, i the first piece with
 * {@code step <= boundaries[i]}.
 *
 * <p>The rate changes <b>one step after</b> a boundary; a torch milestone acts at its own step. No
 * boundaries and one value are a constant.
 */
public final class PiecewiseConstantScheduler extends LrScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.PiecewiseConstantScheduler")
          .option(BOUNDARIES)
          .option(VALUES)
          .option(WARMUP);

  /** A schedule with these arguments. */
  public PiecewiseConstantScheduler(Option... options) {
    super(SIGNATURE, options, BOUNDARIES, VALUES);
    Piecewise.check(this, args().get(BOUNDARIES), args().get(VALUES).values().size());
  }

  @Override
  public double baseLr() {
    return args().get(VALUES).values().get(0);
  }

  @Override
  double decayed(double baseLr, long trainStep) {
    return args().get(VALUES).values().get(Piecewise.piece(args().get(BOUNDARIES), trainStep));
  }
}
