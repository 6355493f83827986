package dev.lockstep.core;

import java.util.Arrays;
import java.util.List;

/**
 * One step cut into tasks of about {@link #CHUNK} elements: a run of small parameters, or a part of
 * a large one. The arrays are kept from step to step.
 */
final class Tasks {
  /** Elements in a task: about 50 microseconds of work, a thousand times a hand-over. */
  static final int CHUNK = 8 * Stepper.TILE;

  private final List<Slots<?>> work;
  private int[] firstItem = new int[16];
  private int[] lastItem = new int[16];
  private int[] from = new int[16];
  private int count;

  /** Tasks over the list, which may change between steps. */
  Tasks(List<Slots<?>> work) {
    this.work = work;
  }

  /** Cuts what the list holds now; returns the number of tasks. */
  int cut() {
    count = 0;
    int batchStart = 0;
    int batchSize = 0;
    for (int item = 0; item < work.size(); item++) {
      int size = size(item);
      if (size > CHUNK || batchSize + size > CHUNK) {
        addBatch(batchStart, item);
        batchStart = item;
        batchSize = 0;
      }
      if (size > CHUNK) {
        for (int at = 0; at < size; at += CHUNK) {
          add(item, item, at);
        }
        batchStart = item + 1;
      } else {
        batchSize += size;
      }
    }
    addBatch(batchStart, work.size());
    return count;
  }

  /** Runs one task. */
  void run(int task, Loops loops) {
    int start = from[task];
    for (int item = firstItem[task]; item <= lastItem[task]; item++) {
      loops.run(work.get(item), start, start + Math.min(size(item) - start, CHUNK));
    }
  }

  private void addBatch(int start, int end) {
    if (end > start) {
      add(start, end - 1, 0);
    }
  }

  private void add(int first, int last, int at) {
    if (count == from.length) {
      firstItem = Arrays.copyOf(firstItem, 2 * count);
      lastItem = Arrays.copyOf(lastItem, 2 * count);
      from = Arrays.copyOf(from, 2 * count);
    }
    firstItem[count] = first;
    lastItem[count] = last;
    from[count] = at;
    count++;
  }

  private int size(int item) {
    return work.get(item).parameter().value().size();
  }
}
