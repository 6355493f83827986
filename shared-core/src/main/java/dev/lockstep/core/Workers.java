package dev.lockstep.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads that help with a step. One set for the whole process; they are daemons and sleep between
 * steps. A step that finds them busy with another optimizer runs on its own thread alone.
 */
final class Workers {
  private static final Workers SHARED = new Workers();

  /** Turns of waiting for a helper before the core is left to others: some 100 microseconds. */
  private static final int PATIENCE = 4096;

  /** Nanoseconds between two looks then: a hundredth of a large step. */
  private static final long NAP = 50_000;

  private final ReentrantLock busy = new ReentrantLock();
  private final List<Helper> helpers = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Workers() {}

  /** Runs all tasks on up to {@code threads} threads, the calling one among them. */
  static void run(Tasks tasks, int count, int threads, Loops own) {
    int wanted = Math.min(threads, count) - 1;
    if (wanted < 1 || !SHARED.busy.tryLock()) {
      for (int task = 0; task < count; task++) {
        tasks.run(task, own);
      }
      return;
    }
    try {
      SHARED.share(tasks, count, wanted, own);
    } finally {
      SHARED.busy.unlock();
    }
  }

  private void share(Tasks tasks, int count, int wanted, Loops own) {
    while (helpers.size() < wanted) {
      helpers.add(new Helper(helpers.size() + 1));
    }
    next.set(0);
    failure.set(null);
    for (int i = 0; i < wanted; i++) {
      helpers.get(i).begin(tasks, count);
    }
    takeSafely(tasks, count, own);
    for (int i = 0; i < wanted; i++) {
      helpers.get(i).awaitEnd();
    }
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof RuntimeException refusal) {
      throw refusal; // as it would be on one thread
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  /** Takes tasks until none is left or one failed, on whatever thread: the step must be ended. */
  private void takeSafely(Tasks tasks, int count, Loops loops) {
    try {
      take(tasks, count, loops);
    } catch (RuntimeException | Error thrown) {
      failure.compareAndSet(null, thrown);
    }
  }

  private void take(Tasks tasks, int count, Loops loops) {
    for (int task = next.getAndIncrement(); task < count; task = next.getAndIncrement()) {
      tasks.run(task, loops);
    }
  }

  /** One helping thread. */
  private final class Helper implements Runnable {
    private final Loops loops = new Loops();
    private final Thread thread;
    // Guarded by the volatile write of working.
    private Tasks tasks = new Tasks();
    private int count;
    private volatile boolean working;

    Helper(int number) {
      thread = new Thread(this, "lockstep-step-" + number);
      thread.setDaemon(true);
      thread.start();
    }

    void begin(Tasks given, int taskCount) {
      tasks = given;
      count = taskCount;
      working = true;
      LockSupport.unpark(thread);
    }

    void awaitEnd() {
      for (int spins = 0; working; spins++) {
        if (spins < PATIENCE) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, NAP); // the core may be what it waits for
        }
      }
    }

    @Override
    public void run() {
      while (true) {
        while (!working) {
          LockSupport.park(this);
        }
        takeSafely(tasks, count, loops);
        working = false;
      }
    }
  }
}
