package dev.lockstep.torch.optim.lrscheduler;

import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.GAMMA;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.LAST_EPOCH;
import static dev.lockstep.torch.optim.lrscheduler.SchedulerOptions.MILESTONES;

import dev.lockstep.core.Option;
import dev.lockstep.core.Signature;
import dev.lockstep.core.math.Scalars;
import dev.lockstep.core.schedule.Milestones;
import dev.lockstep.torch.optim.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.optim.lr_scheduler.MultiStepLR}: the rate times {@code gamma} at each milestone.
 *
 * <p>The milestones may come in any order; a repeated one decays as often as it is there. Milestone
 * 0 acts at construction.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html">torch
 *     2.15</a>
 */
public final class MultiStepLR extends LRScheduler {
  /** Names, order and defaults. */
  public static final Signature SIGNATURE =
      Signature.of("torch.optim.lr_scheduler.MultiStepLR")
          .option(MILESTONES)
          .option(GAMMA, 0.1)
          .option(LAST_EPOCH, -1);

  /** A schedule of this optimizer's rates. */
  public MultiStepLR(Optimizer optimizer, Option... options) {
    super(SIGNATURE, optimizer, options, MILESTONES);
    start();
  }

  private List<Integer> milestones() {
    return args().get(MILESTONES).values();
  }

  @Override
  protected double[] getLr() {
    int decays = Collections.frequency(milestones(), lastEpoch());
    return decays == 0 ? currentLr() : times(Scalars.power(args().get(GAMMA), decays));
  }

  @Override
  protected double[] getClosedFormLr() {
    Milestones sorted = new Milestones(milestones().stream().sorted().toList());
    return baseTimes(Scalars.power(args().get(GAMMA), sorted.countUpTo(lastEpoch())));
  }

  /** Torch counts the milestones: a dictionary from each to how often it is there. */
  @Override
  protected void saveArguments(Map<String, @Nullable Object> state) {
    super.saveArguments(state);
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    milestones().forEach(milestone -> counts.merge(milestone, 1, Integer::sum));
    state.put("milestones", counts);
  }

  @Override
  protected void loadArguments(SavedState state) {
    super.loadArguments(state);
    if (state.has("milestones")) {
      List<Integer> milestones = new ArrayList<>();
      state
          .map("milestones")
          .forEach(
              (milestone, count) ->
                  milestones.addAll(Collections.nCopies(whole(count), whole(milestone))));
      args().set(MILESTONES, new Milestones(milestones));
    }
  }

  /** Keys of a dictionary that came through JSON are texts. */
  private static int whole(@Nullable Object value) {
    return value instanceof Number number
        ? number.intValue()
        : Integer.parseInt(String.valueOf(value));
  }
}
