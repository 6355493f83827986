package dev.lockstep.pet;

import dev.lockstep.core.ParamGroup;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import dev.lockstep.torch.optim.lrscheduler.Scheduler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pet's hook {@code LRScheduler}: after each step it puts the rate of the best group into the
 * storage as {@code lr}, then steps the scheduler.
 *
 * <p>The best group is the one with most parameters; if all have one parameter, the first with the
 * commonest rate. The guide does not print that choice; it is detectron2's, which has the same
 * hook.
 *
 * <p>Threads: one caller at a time.
 */
public final class LRScheduler implements Hook {
  private final Optimizer optimizer;
  private final Scheduler scheduler;
  private final int bestParamGroupId;

  /** A hook; the best group is chosen by the rates as they are now. */
  public LRScheduler(Optimizer optimizer, Scheduler scheduler) {
    this.optimizer = optimizer;
    this.scheduler = scheduler;
    this.bestParamGroupId = bestGroup(optimizer.paramGroups());
  }

  /** The index of the group whose rate is shown. */
  public int bestParamGroupId() {
    return bestParamGroupId;
  }

  private static int bestGroup(List<ParamGroup> groups) {
    List<Integer> sizes = groups.stream().map(group -> group.params().size()).toList();
    int largest = sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Double> rates = groups.stream().map(group -> group.get(TorchOptions.LR)).toList();
    return largest == 1 ? rates.indexOf(commonest(rates)) : sizes.indexOf(largest);
  }

  private static Double commonest(List<Double> rates) {
    Map<Double, Integer> counts = new LinkedHashMap<>();
    rates.forEach(rate -> counts.merge(rate, 1, Integer::sum));
    Double best = rates.get(0);
    for (Map.Entry<Double, Integer> entry : counts.entrySet()) {
      best = entry.getValue() > counts.getOrDefault(best, 0) ? entry.getKey() : best;
    }
    return best;
  }

  @Override
  public void afterStep(Storage storage) {
    double lr = optimizer.paramGroups().get(bestParamGroupId).get(TorchOptions.LR);
    storage.putScalar("lr", lr, false);
    scheduler.step();
  }
}
