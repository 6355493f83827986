package dev.lockstep.core;

import java.util.Arrays;

/**
 * What one step has to do, and the same cut into tasks of about {@link #CHUNK} elements: a run of
 * small parameters, or a part of a large one. The arrays are kept from step to step.
 */
final class Tasks {
  /** Elements in a task: about 50 microseconds of work, a thousand times a hand-over. */
  static final int CHUNK = 8 * Stepper.TILE;

  private Slots<?>[] items = new Slots<?>[16];
  private int size;
  private int[] firstItem = new int[16];
  private int[] lastItem = new int[16];
  private int[] from = new int[16];
  private int count;

  /** Adds a parameter. */
  void add(Slots<?> slots) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    // Most steps repeat the one before. To store a reference is dear (the collector is told), to
    // compare it is not.
    if (items[size] != slots) {
      items[size] = slots;
    }
    size++;
  }

  /** Forgets what is to be done; the references stay for {@link #add} to compare. */
  void clear() {
    size = 0;
  }

  /** Cuts what was added; returns the number of tasks. */
  int cut() {
    count = 0;
    int batchStart = 0;
    int batchSize = 0;
    for (int item = 0; item < size; item++) {
      int elements = elements(item);
      if (elements > CHUNK || batchSize + elements > CHUNK) {
        addBatch(batchStart, item);
        batchStart = item;
        batchSize = 0;
      }
      if (elements > CHUNK) {
        int at = 0;
        for (; elements - at > CHUNK; at += CHUNK) { // at + CHUNK may be beyond an int
          add(item, item, at);
        }
        add(item, item, at);
        batchStart = item + 1;
      } else {
        batchSize += elements;
      }
    }
    addBatch(batchStart, size);
    return count;
  }

  /** Runs one task. */
  void run(int task, Loops loops) {
    int start = from[task];
    for (int item = firstItem[task]; item <= lastItem[task]; item++) {
      loops.run(items[item], start, start + Math.min(elements(item) - start, CHUNK));
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

  private int elements(int item) {
    return items[item].size();
  }
}
