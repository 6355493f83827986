package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.MILESTONES;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.SCHEDULERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.core.schedule.Milestones;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.optim.lr_scheduler.SequentialLR}: one scheduler after the other; each begins anew at
 * its milestone.
 *
 * <p>At a milestone the new scheduler sets its rate of epoch 0 in the closed form, if it has one. A
 * composition as a later child has no such rate: torch raises an empty NotImplementedError at the
 * milestone, so this refuses there. A composition inside counts its initial step as one more.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html">torch
 *     2.15</a>
 */
public final class SequentialLR extends Scheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.SequentialLR")
          .option(SCHEDULERS)
          .option(MILESTONES)
          .option(LAST_EPOCH, -1);

  private final Children children;
  private Milestones milestones;
  private int lastEpoch;
  private boolean nested;

  /** These schedulers, which were made on this optimizer, in sequence. */
  public SequentialLR(Optimizer optimizer, Option... options) {
    super(optimizer);
    Options args = bind(SIGNATURE, options, SCHEDULERS, MILESTONES);
    children = new Children(this, optimizer, args);
    milestones = args.get(MILESTONES);
    require(
        milestones.values().size() == children.list().size() - 1,
        "expects number of schedulers provided to be one more than the number of milestone points,"
            + " but got number of schedulers %s and the number of milestones to be equal to %s",
        children.list().size(),
        milestones.values().size());
    lastEpoch = args.get(LAST_EPOCH) + 1;
    for (ParamGroup group : groups()) {
      assign(group, group.get(TorchOptions.INITIAL_LR));
    }
    children.undo();
    Scheduler first = children.list().get(milestones.countUpTo(0));
    first.initialStep();
    rememberLr(first);
  }

  @Override
  public void step() {
    lastEpoch++;
    int index = milestones.countUpTo(lastEpoch);
    Scheduler child = children.list().get(index);
    if (index > 0 && milestones.values().get(index - 1) == lastEpoch) {
      child.updateLr(0);
    } else {
      child.step();
    }
    rememberLr(child);
  }

  /** The epoch of the rates that are set: 0 after construction. */
  public int lastEpoch() {
    return lastEpoch;
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
    lastEpoch = epoch;
    throw ChainedScheduler.noRate(this);
  }

  @Override
  protected void save(Map<String, @Nullable Object> state) {
    state.put("_milestones", milestones.values());
    state.put("last_epoch", lastEpoch);
    ChainedScheduler.saveNested(nested, state);
    super.save(state);
    state.put("_schedulers", children.save());
  }

  @Override
  protected void load(SavedState state) {
    super.load(state);
    milestones = new Milestones(state.wholes("_milestones", milestones.values()));
    lastEpoch = state.whole("last_epoch", lastEpoch);
    children.load(state);
  }
}
