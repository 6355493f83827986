package dev.lockstep.oneflow.optimizer;

import static dev.lockstep.oneflow.optimizer.RateOptions.LBN;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import java.util.function.LongToDoubleFunction;

/**
 * {@code flow.optimizer.CustomScheduler}: the rate is a blob of the job, found by its name; whoever
 * runs the job says what the blob holds at each train step. It has no warm-up.
 */
public final class CustomScheduler extends LrScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optimizer.CustomScheduler").option(LBN);

  private final LongToDoubleFunction blob;

  /**
   * A schedule that reads a blob.
   *
   * @param blob what it holds at a train step, counted from 0
   */
  public CustomScheduler(LongToDoubleFunction blob, Option... options) {
    super(SIGNATURE, options, LBN);
    this.blob = blob;
  }

  /** The blob's logical name. */
  public String lbn() {
    return args().get(LBN);
  }

  @Override
  public double baseLr() {
    return blob.applyAsDouble(0);
  }

  @Override
  double decayed(double baseLr, long trainStep) {
    return blob.applyAsDouble(trainStep);
  }
}
