package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.core.rule.MomentumRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps under unusual circumstances: readers, two optimizers at once, odd sizes, failures. */
class StressTest {
  private static final int STEPS = 5;

  /** Several tasks, so that helpers have a part. */
  private static final int LARGE = 3 * Tasks.CHUNK + 5;

  @Test
  void aReaderOnAnotherThreadChangesNoBit() throws InterruptedException {
    Training watched = new Training(Threads.of(2), LARGE, 7);
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong read = new AtomicLong();
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                watched
                    .parameters()
                    .forEach(p -> read.addAndGet(p.value().bits(p.value().size() - 1)));
              }
            });
    reader.start();
    watched.run(STEPS);
    done.set(true);
    reader.join();
    assertTrue(read.get() != 0);
    assertEquals(new Training(Threads.of(1), LARGE, 7).run(STEPS), watched.bits());
  }

  @Test
  void twoOptimizersOnTwoThreadsGiveTheBitsOfOneAfterTheOther() throws InterruptedException {
    Training first = new Training(Threads.of(2), LARGE, 3);
    Training second = new Training(Threads.of(3), LARGE + 1, 100, 9);
    Thread other = new Thread(() -> second.run(20 * STEPS));
    other.start();
    first.run(20 * STEPS);
    other.join();
    assertEquals(new Training(Threads.of(1), LARGE, 3).run(20 * STEPS), first.bits());
    assertEquals(new Training(Threads.of(1), LARGE + 1, 100, 9).run(20 * STEPS), second.bits());
  }

  @Test
  void manySmallTensorsGiveTheSameBitsOnManyThreads() {
    int[] sizes = new Random(5).ints(20_000, 0, 9).toArray();
    assertEquals(
        new Training(Threads.of(1), sizes).run(STEPS),
        new Training(Threads.of(4), sizes).run(STEPS));
  }

  @Test
  void moreThreadsThanWorkAndEmptyTensors() {
    int[] sizes = {0, 1, 0, 5, 0};
    assertEquals(
        new Training(Threads.of(1), sizes).run(STEPS),
        new Training(Threads.of(64), sizes).run(STEPS));
    new Training(Threads.of(8), 0, 0).run(STEPS);
    new Training(Threads.of(8), new int[0]).run(STEPS);
  }

  @Test
  void aViewFarIntoAGiantArrayIsUpdatedThereAndNowhereElse() {
    int offset = 40_000_000;
    float[] giant = new float[offset + LARGE + 1];
    Arrays.fill(giant, 3);
    float[] own = new float[LARGE];
    Arrays.fill(own, 3);
    Parameter far = new Parameter("far", Tensor.view(giant, offset, LARGE));
    Parameter near = new Parameter("near", Tensor.of(own));
    assertEquals(
        new Training(Threads.of(1), near).run(STEPS), new Training(Threads.of(2), far).run(STEPS));
    assertEquals(3, giant[offset - 1]);
    assertEquals(3, giant[offset + LARGE]);
  }

  @Test
  void afterAFailureOnAnyThreadTheStepperGoesOn() {
    Training training = new Training(Threads.of(3), LARGE);
    training.fails = true;
    assertThrows(UnsupportedOperationException.class, () -> training.run(1));
    training.fails = false;
    training.run(1);
  }

  @Test
  void aCutHasEveryElementOnce() {
    int[] sizes = {0, 3, Tasks.CHUNK, Tasks.CHUNK + 1, 2 * Tasks.CHUNK, 17, Tasks.CHUNK - 5, 6};
    int[][] met = IntStream.of(sizes).mapToObj(int[]::new).toArray(int[][]::new);
    Training training = new Training(Threads.of(4), sizes);
    training.met = met;
    training.run(1);
    for (int i = 0; i < sizes.length; i++) {
      int[] once = new int[sizes[i]];
      Arrays.fill(once, 1);
      assertArrayEquals(once, met[i], "parameter " + i);
    }
  }

  /** Momentum on parameters of these sizes. */
  private static final class Training {
    private final Stepper stepper;
    private final List<Slots<MomentumRule.H>> all = new ArrayList<>();
    private boolean fails;
    private int[][] met = {};

    Training(Threads threads, int... sizes) {
      this(threads, IntStream.of(sizes).mapToObj(Training::parameter).toArray(Parameter[]::new));
    }

    Training(Threads threads, Parameter... parameters) {
      stepper = new Stepper(threads);
      for (Parameter parameter : parameters) {
        Tensor gradient = parameter.value().zerosLike();
        for (int i = 0; i < gradient.size(); i++) {
          gradient.set(i, (i % 77 - 38) * 0.01);
        }
        parameter.setGrad(gradient);
        MomentumRule.H h = new MomentumRule.H();
        h.lr = 0.1;
        h.momentum = 0.9;
        h.keep = 1;
        all.add(new Slots<>(parameter, h, List.of("b")));
      }
    }

    private static Parameter parameter(int size) {
      Parameter parameter = new Parameter("p" + size, Tensor.zeros(DType.F32, size));
      for (int i = 0; i < size; i++) {
        parameter.value().set(i, (i % 100 - 50) * 0.02);
      }
      return parameter;
    }

    List<Parameter> parameters() {
      return all.stream().map(Slots::parameter).toList();
    }

    List<List<Long>> run(int steps) {
      for (int t = 0; t < steps; t++) {
        for (int i = 0; i < all.size(); i++) {
          stepper.schedule(all.get(i), rule(i));
        }
        stepper.run();
      }
      return bits();
    }

    private UpdateRule<MomentumRule.H> rule(int index) {
      UpdateRule<MomentumRule.H> momentum = MomentumRule.KIND.shared(DType.F32);
      if (met.length > 0) {
        return new Counting(met[index]);
      }
      return fails ? new UpdateRule<>() {} : momentum;
    }

    List<List<Long>> bits() {
      return parameters().stream()
          .map(p -> IntStream.range(0, p.value().size()).mapToObj(p.value()::bits).toList())
          .toList();
    }
  }

  /** Counts how often it meets an element. */
  private static final class Counting extends UpdateRule<MomentumRule.H> {
    private final int[] met;

    Counting(int[] met) {
      this.met = met;
    }

    @Override
    public void update(MomentumRule.H h, float[] p, float[] g, float[][] s, int from, int to) {
      assertEquals(0, from % Stepper.TILE);
      for (int i = from; i < to; i++) {
        met[i]++;
      }
    }
  }
}
