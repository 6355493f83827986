package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LR_LAMBDA;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.torch.optim.Optimizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.optim.lr_scheduler.MultiplicativeLR}: every epoch the rate times a function of the
 * epoch; not in the initial step.
 *
 * <p>A function that is {@link Restorable} is saved with the state, as torch saves callable
 * objects.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiplicativeLR.html">torch
 *     2.15</a>
 */
public final class MultiplicativeLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.MultiplicativeLR")
          .option(LR_LAMBDA)
          .option(LAST_EPOCH, -1);

  private final Factors factors;

  /** A schedule of this optimizer's rates. */
  public MultiplicativeLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, LR_LAMBDA);
    factors = new Factors(this, args().get(LR_LAMBDA));
    start();
  }

  @Override
  protected double[] getLr() {
    return isInitial()
        ? currentLr()
        : changed((in, group, rate) -> in.times(rate, factors.of(group, lastEpoch())));
  }

  @Override
  protected void saveArguments(Map<String, @Nullable Object> state) {
    state.put("lr_lambdas", factors.save());
  }

  @Override
  protected void loadArguments(SavedState state) {
    factors.load(state);
  }
}
