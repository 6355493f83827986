package dev.lockstep.core;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs the updates of one step: a facade schedules each parameter with its rule, then calls {@link
 * #run}.
 *
 * <p>Threads: a stepper belongs to one optimizer and one caller at a time; a second thread in the
 * middle of a step is refused. Any number of optimizers may step at once, each on its own thread,
 * if they share no parameter. Within a step the work may be shared ({@link Threads}); the bits are
 * the same. Another thread may read parameters in the middle of a step: it sees each element before
 * or after its update, in no order; after the step, what happens-before orders it, sees all of it.
 */
public final class Stepper {
  /** Runs of elements given to a rule start at multiples of this. */
  public static final int TILE = TileLoop.TILE;

  private final int threads;
  private final Tasks tasks = new Tasks();
  private final Loops loops = new Loops();
  private final Roster roster = new Roster();
  private final AtomicReference<Thread> owner = new AtomicReference<>();

  /** A stepper that uses as many threads as the {@link Threads} among the options say. */
  public Stepper(Option... options) {
    int count = 1;
    for (Option option : options) {
      count = option instanceof Threads given ? given.count() : count;
    }
    this.threads = count;
  }

  /** Where small parameters may be listed, to be updated by {@link #update}. */
  public Roster roster() {
    return roster;
  }

  /**
   * Opens a step, before a facade changes anything for it; {@link #run} closes it.
   *
   * @throws IllegalStateException if another thread is in the middle of a step
   */
  public void begin() {
    if (owner.get() != Thread.currentThread()
        && !owner.compareAndSet(null, Thread.currentThread())) {
      throw new IllegalStateException(
          "an optimizer is stepped by two threads at once; give each its own, or take turns");
    }
  }

  /**
   * Adds one parameter to the coming step, which it opens; its gradient must be set.
   *
   * @throws IllegalStateException if another thread is in the middle of a step
   */
  public <H> void schedule(Slots<H> slots, UpdateRule<? super H> rule) {
    schedule(slots, slots.h(), rule);
  }

  /**
   * The same with numbers that several parameters share; they must stay until {@link #run}. A
   * single thread updates at once: what it has just read of a small parameter is still in the cache
   * then.
   */
  public <H> void schedule(Slots<H> slots, H numbers, UpdateRule<? super H> rule) {
    begin();
    slots.schedule(numbers, rule);
    if (threads > 1) {
      tasks.add(slots);
    } else {
      runNow(slots);
    }
  }

  /**
   * Updates the parameter at a place of the roster, at the latest in {@link #run}, until when the
   * numbers must stay; false if it is not listed there, or not with the gradient that it has, or
   * several threads share the step: it is to be scheduled then.
   *
   * @throws IllegalStateException if another thread is in the middle of a step
   */
  public <H> boolean update(int place, H numbers, UpdateRule<? super H> rule) {
    begin();
    try {
      return threads == 1 && roster.update(place, numbers, rule);
    } catch (RuntimeException | Error failure) {
      owner.set(null);
      throw failure;
    }
  }

  /**
   * The same of the parameters at places from one to another, at most {@link Roster#BATCH}; returns
   * the first place of which it is not so.
   */
  public <H> int updateAll(int from, int to, H numbers, UpdateRule<? super H> rule) {
    begin();
    try {
      return threads == 1 ? roster.updateAll(from, to, numbers, rule) : from;
    } catch (RuntimeException | Error failure) {
      owner.set(null);
      throw failure;
    }
  }

  private void runNow(Slots<?> slots) {
    try {
      roster.run();
      loops.run(slots, 0, slots.size());
    } catch (RuntimeException | Error failure) {
      owner.set(null);
      throw failure;
    }
  }

  /** Updates what was scheduled and forgets it; after a failure too. */
  public void run() {
    try {
      roster.run();
      if (threads > 1) {
        Workers.run(tasks, tasks.cut(), threads, loops);
      }
    } finally {
      tasks.clear();
      owner.set(null);
    }
  }
}
