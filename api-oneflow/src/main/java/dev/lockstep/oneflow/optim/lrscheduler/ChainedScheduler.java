package dev.lockstep.oneflow.optim.lrscheduler;

import static dev.lockstep.oneflow.optim.lrscheduler.SchedulerOptions.SCHEDULERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.Signature;
import dev.lockstep.oneflow.optim.Optimizer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code oneflow.optim.lr_scheduler.ChainedScheduler}: each scheduler takes the rate of the one
 * before it as its <b>base rate</b>.
 *
 * <p>Torch multiplies current rates instead: the same product for factors, something else where a
 * lowest or last rate is added. There is no graph mode.
 *
 * @see <a href="https://oneflow.readthedocs.io/en/v0.9.0/optim.html">oneflow.optim 0.9.0</a>
 */
public final class ChainedScheduler extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("oneflow.optim.lr_scheduler.ChainedScheduler").option(SCHEDULERS);

  private final List<LRScheduler> schedulers;

  /** These schedulers as one; OneFlow takes the optimizer from the first of them. */
  public ChainedScheduler(LRScheduler first, LRScheduler... more) {
    this(first.optimizer(), SCHEDULERS.is(chain(first, more)));
  }

  /** The schedulers in the options, which were made on this optimizer, as one. */
  public ChainedScheduler(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, SCHEDULERS);
    schedulers = args().get(SCHEDULERS).list();
    require(!schedulers.isEmpty(), "length of list of schedulers must be greater than 0");
    for (int i = 0; i < schedulers.size(); i++) {
      require(
          schedulers.get(i).optimizer() == optimizer,
          "expects all schedulers to belong to the same optimizer, but got schedulers at index 0"
              + " and %s to be different",
          i);
    }
    start();
  }

  private static Schedulers chain(LRScheduler first, LRScheduler... more) {
    LRScheduler[] all = new LRScheduler[more.length + 1];
    all[0] = first;
    System.arraycopy(more, 0, all, 1, more.length);
    return Schedulers.of(all);
  }

  @Override
  public double getLr(double baseLr, int step) {
    double rate = baseLr;
    for (LRScheduler scheduler : schedulers) {
      rate = scheduler.getLr(rate, step);
    }
    return rate;
  }

  @Override
  double graphLr(double baseLr, int step) {
    throw new OptionException("ChainedScheduler is not supported in graph mode yet");
  }

  @Override
  double[] rates() {
    schedulers.forEach(scheduler -> scheduler.remember(lastStep()));
    return super.rates();
  }

  @Override
  void save(Map<String, @Nullable Object> state) {
    super.save(state);
    state.put("schedulers", schedulers.stream().map(Scheduler::stateDict).toList());
  }

  @Override
  void load(Map<String, ? extends @Nullable Object> state) {
    super.load(state);
    Children.load(this, schedulers, state);
  }
}
