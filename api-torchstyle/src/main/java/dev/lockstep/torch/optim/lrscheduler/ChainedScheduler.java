package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.SCHEDULERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.Signature;
import dev.lockstep.torch.optim.Optimizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.optim.lr_scheduler.ChainedScheduler}: every scheduler takes its step, in order, on
 * the same rates.
 *
 * <p>Only those that go on from the current rate compose; LambdaLR, CyclicLR, OneCycleLR and
 * CosineAnnealingWarmRestarts overwrite what came before them.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html">torch
 *     2.15</a>
 */
public final class ChainedScheduler extends Scheduler {
  /** Names, order and defaults; torch's {@code optimizer} is the first argument here. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.ChainedScheduler").option(SCHEDULERS);

  private final Children children;
  private boolean nested;

  /** These schedulers, which were made on this optimizer, as one. */
  public ChainedScheduler(Optimizer optimizer, Option... options) {
    super(optimizer);
    Options args = bind(SIGNATURE, options, SCHEDULERS);
    children = new Children(this, optimizer, args);
    rememberLr();
  }

  @Override
  public void step() {
    children.list().forEach(Scheduler::step);
    rememberLr();
  }

  @Override
  void initialStep() {
    nested = true;
    step();
  }

  @Override
  void undo() {
    children.undo();
  }

  @Override
  void updateLr(int epoch) {
    throw noRate(this);
  }

  /** What a composition answers when it is asked for the rate of an epoch. */
  static UnsupportedOperationException noRate(Scheduler composition) {
    return new UnsupportedOperationException(
        ("NotImplementedError: %s has no rate of an epoch, so it cannot begin at a milestone of"
                + " SequentialLR; make it the first scheduler")
            .formatted(composition.name()));
  }

  /** The attributes that a composition gets when another one takes its initial step. */
  static void saveNested(boolean nested, Map<String, @Nullable Object> state) {
    if (nested) {
      state.put("_step_count", 0);
      state.put("_is_initial", false);
    }
  }

  @Override
  protected void save(Map<String, @Nullable Object> state) {
    saveNested(nested, state);
    super.save(state);
    state.put("_schedulers", children.save());
  }

  @Override
  protected void load(SavedState state) {
    super.load(state);
    children.load(state);
  }
}
