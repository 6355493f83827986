package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.core.rule.AdamRule;
import dev.lockstep.core.transform.AddDecay;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What must not change a bit: threads, the kind of storage, the place in an array. */
class StepperProperties {
  private static final int STEPS = 3;

  @Property
  void anyNumberOfThreadsGivesTheSameBits(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 200_000) Integer> sizes,
      @ForAll @IntRange(min = 2, max = 5) int threads,
      @ForAll long seed) {
    assertBitsEqual(
        train(Storage.ARRAY, sizes, seed), train(Storage.ARRAY, sizes, seed, Threads.of(threads)));
  }

  @Property
  void buffersAndViewsGiveTheSameBitsAsArrays(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = 20_000) Integer> sizes,
      @ForAll long seed) {
    List<float[]> expected = train(Storage.ARRAY, sizes, seed);
    assertBitsEqual(expected, train(Storage.DIRECT_BUFFER, sizes, seed));
    assertBitsEqual(expected, train(Storage.VIEW, sizes, seed));
  }

  @Example
  void aSecondThreadInTheMiddleOfAStepIsRefused() throws InterruptedException {
    Stepper stepper = new Stepper();
    CountDownLatch scheduled = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    Thread first =
        new Thread(
            () -> {
              stepper.schedule(slots("a"), AdamRule.KIND.shared(DType.F32));
              scheduled.countDown();
              awaitQuietly(refused);
              stepper.run();
            });
    first.start();
    scheduled.await();
    Slots<AdamRule.H> second = slots("b");
    assertThrows(
        IllegalStateException.class,
        () -> stepper.schedule(second, AdamRule.KIND.shared(DType.F32)));
    refused.countDown();
    first.join();
    stepper.schedule(second, AdamRule.KIND.shared(DType.F32));
    stepper.run();
  }

  private enum Storage {
    ARRAY,
    VIEW,
    DIRECT_BUFFER
  }

  private static List<float[]> train(
      Storage storage, List<Integer> sizes, long seed, Option... options) {
    Random random = new Random(seed);
    Stepper stepper = new Stepper(options);
    List<Slots<AdamRule.H>> all = new ArrayList<>();
    for (int size : sizes) {
      Parameter parameter = new Parameter("p" + all.size(), tensor(storage, random, size));
      parameter.setGrad(tensor(storage, random, size));
      all.add(
          new Slots<>(
              parameter, new AdamRule.H(), List.of("m", "v"), AddDecay.KIND.make(DType.F32)));
    }
    for (int t = 1; t <= STEPS; t++) {
      for (Slots<AdamRule.H> slots : all) {
        set(slots.h(), t);
        slots.transform(0).set(0.1);
        stepper.schedule(slots, AdamRule.KIND.shared(DType.F32));
      }
      stepper.run();
    }
    List<float[]> result = new ArrayList<>();
    for (Slots<?> slots : all) {
      Tensor value = slots.parameter().value();
      float[] copy = new float[value.size()];
      value.read(0, copy, 0, copy.length);
      result.add(copy);
    }
    return result;
  }

  private static void set(AdamRule.H h, int t) {
    h.lr = 0.01;
    h.beta1 = 0.9;
    h.beta2 = 0.99;
    h.eps = 1e-8;
    h.correction1 = 1 - Math.pow(0.9, t);
    h.correction2 = 1 - Math.pow(0.99, t);
  }

  private static Tensor tensor(Storage storage, Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return switch (storage) {
      case ARRAY -> Tensor.of(values);
      case VIEW -> {
        float[] larger = new float[size + 13];
        System.arraycopy(values, 0, larger, 5, size);
        yield Tensor.view(larger, 5, size);
      }
      case DIRECT_BUFFER -> {
        FloatBuffer buffer =
            ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
        buffer.put(0, values);
        yield Tensor.of(buffer, size);
      }
    };
  }

  private static Slots<AdamRule.H> slots(String name) {
    Parameter parameter = new Parameter(name, Tensor.of(new float[] {1, 2}));
    parameter.setGrad(Tensor.of(new float[] {1, 2}));
    Slots<AdamRule.H> slots = new Slots<>(parameter, new AdamRule.H(), List.of("m", "v"));
    set(slots.h(), 1);
    return slots;
  }

  private static void assertBitsEqual(List<float[]> expected, List<float[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(bits(expected.get(i)), bits(actual.get(i)), "parameter " + i);
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
