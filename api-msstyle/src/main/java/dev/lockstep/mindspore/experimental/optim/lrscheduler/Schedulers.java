package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import java.util.List;

/**
 * The schedulers of a sequence, in order.
 *
 * @param list the schedulers, made in that order on one optimizer
 */
public record Schedulers(List<Scheduler> list) {
  public Schedulers {
    list = List.copyOf(list);
  }

  /** These schedulers. */
  public static Schedulers of(Scheduler... schedulers) {
    return new Schedulers(List.of(schedulers));
  }
}
