package dev.lockstep.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Counts the bytes that work allocates: on the calling thread and on those that help a step. */
final class Allocations {
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean(); // HotSpot's; other JVMs do not count
  private static final String HELPER = "lockstep-step-";

  private Allocations() {}

  /** The bytes that running it allocated. */
  static long of(Runnable work) {
    Thread[] concerned = concerned();
    long before = total(concerned);
    work.run();
    return total(concerned) - before;
  }

  private static Thread[] concerned() {
    Thread[] all = new Thread[Thread.activeCount() + 16];
    int count = Thread.enumerate(all);
    Thread[] concerned = new Thread[count];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (all[i] == Thread.currentThread() || all[i].getName().startsWith(HELPER)) {
        concerned[kept++] = all[i];
      }
    }
    return Arrays.copyOf(concerned, kept);
  }

  private static long total(Thread[] threads) {
    long total = 0;
    for (Thread thread : threads) {
      total += THREADS.getThreadAllocatedBytes(thread.getId());
    }
    return total;
  }
}
