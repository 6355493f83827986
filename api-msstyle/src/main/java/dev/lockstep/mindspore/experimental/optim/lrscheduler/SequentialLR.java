package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.INITIAL_LR;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.MILESTONES;
import static dev.lockstep.mindspore.experimental.optim.lrscheduler.SchedulerOptions.SCHEDULERS;

import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Signature;
import dev.lockstep.core.schedule.Milestones;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import java.util.List;

/**
 * {@code experimental.optim.lr_scheduler.SequentialLR}: one scheduler after the other; each begins
 * anew at its milestone, with {@code step(0)}.
 *
 * <p>It always begins with the first scheduler, even if a milestone is 0 (torch does not). {@link
 * MultiStepLR} and another sequence cannot begin at a milestone.
 *
 * @see <a
 *     href="https://www.mindspore.cn/docs/en/master/api_python/experimental/optim/mindspore.experimental.optim.lr_scheduler.SequentialLR.html">MindSpore
 *     2.10</a>
 */
public final class SequentialLR extends Scheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("mindspore.experimental.optim.lr_scheduler.SequentialLR")
          .option(SCHEDULERS)
          .option(MILESTONES)
          .option(LAST_EPOCH, -1);

  private final List<Scheduler> schedulers;
  private final Milestones milestones;
  private int lastEpoch;

  /** These schedulers, which were made on this optimizer, in sequence. */
  public SequentialLR(Optimizer optimizer, Option... options) {
    super(optimizer);
    Options args = bind(SIGNATURE, options, SCHEDULERS, MILESTONES);
    schedulers = args.get(SCHEDULERS).list();
    milestones = args.get(MILESTONES);
    lastEpoch = args.get(LAST_EPOCH) + 1;
    for (int i = 0; i < schedulers.size(); i++) {
      require(
          schedulers.get(i).optimizer() == optimizer,
          "expects all schedulers to belong to the same optimizer, but got scheduler at index %s"
              + " of another one",
          i);
    }
    require(
        milestones.values().size() == schedulers.size() - 1,
        "expects number of schedulers provided to be one more than the number of milestone points,"
            + " but got number of schedulers %s and the number of milestones %s",
        schedulers.size(),
        milestones.values().size());
    for (ParamGroup group : groups()) {
      write(group, group.get(INITIAL_LR));
    }
    schedulers.forEach(Scheduler::undo);
    schedulers.get(0).step();
  }

  @Override
  public void step() {
    lastEpoch++;
    int index = milestones.countUpTo(lastEpoch);
    Scheduler current = schedulers.get(index);
    if (index > 0 && milestones.values().get(index - 1) == lastEpoch) {
      current.restart();
    } else {
      current.step();
    }
  }

  /** The epoch of the rates that are set: 0 after construction. */
  public int lastEpoch() {
    return lastEpoch;
  }

  @Override
  void undo() {
    lastEpoch--;
  }

  @Override
  void restart() {
    throw new UnsupportedOperationException(
        "SequentialLR cannot begin at a milestone of another one: TypeError, its step() takes no"
            + " epoch");
  }
}
