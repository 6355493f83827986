package dev.lockstep.oneflow.optim.lrscheduler;

import java.util.List;

/**
 * The schedulers of a composition, in order.
 *
 * @param list the schedulers, made in that order on one optimizer
 */
public record Schedulers(List<LRScheduler> list) {
  public Schedulers {
    list = List.copyOf(list);
  }

  /** These schedulers. */
  public static Schedulers of(LRScheduler... schedulers) {
    return new Schedulers(List.of(schedulers));
  }
}
