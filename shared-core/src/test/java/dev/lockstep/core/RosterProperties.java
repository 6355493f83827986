package dev.lockstep.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.core.rule.MomentumRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What goes in batches is updated as each by itself. */
class RosterProperties {
  private static final int STEPS = 5;
  private static final int GROUP = 70;
  private static final UpdateRule<MomentumRule.H> RULE = MomentumRule.KIND.shared(DType.F32);

  /** Gradients come, go and are replaced; each group of parameters has its own numbers. */
  @Property
  void batchesChangeNoBit(
      @ForAll @Size(max = 300) List<@IntRange(max = 20) Integer> sizes, @ForAll long seed) {
    Model batched = new Model(sizes);
    Model alone = new Model(sizes);
    for (int t = 0; t < STEPS; t++) {
      batched.changeGradients(new Random(seed + t));
      alone.changeGradients(new Random(seed + t));
      batched.stepInBatches();
      alone.stepOneByOne();
      for (int i = 0; i < sizes.size(); i++) {
        assertArrayEquals(alone.values(i), batched.values(i));
        assertArrayEquals(alone.all.get(i).floats(), batched.all.get(i).floats());
      }
    }
  }

  @Property
  void arraysOfZerosAreNobodyElses(@ForAll List<@IntRange(max = 40_000) Integer> sizes) {
    List<float[]> made = sizes.stream().map(Zeros::floats).toList();
    for (int i = 0; i < made.size(); i++) {
      assertArrayEquals(new float[sizes.get(i)], made.get(i));
      Arrays.fill(made.get(i), 1);
    }
  }

  private static final class Model {
    final Stepper stepper = new Stepper();
    final List<MomentumRule.H> numbers = new ArrayList<>();
    final List<Slots<MomentumRule.H>> all = new ArrayList<>();

    Model(List<Integer> sizes) {
      for (int size : sizes) {
        if (all.size() % GROUP == 0) {
          numbers.add(numbers(numbers.size()));
        }
        Parameter parameter = new Parameter("p" + all.size(), Tensor.of(new float[size]));
        all.add(new Slots<>(parameter, numbers(0), List.of("b")));
      }
    }

    private static MomentumRule.H numbers(int group) {
      MomentumRule.H h = new MomentumRule.H();
      h.lr = 0.1 * (1 + group);
      h.momentum = 0.5;
      h.keep = 1;
      return h;
    }

    void changeGradients(Random random) {
      for (Slots<?> slots : all) {
        int choice = random.nextInt(8);
        if (choice == 0) {
          slots.parameter().clearGrad();
        } else if (choice == 1 || !slots.parameter().hasGrad()) {
          float[] gradient = new float[slots.size()];
          Arrays.fill(gradient, random.nextFloat());
          slots.parameter().setGrad(Tensor.of(gradient));
        }
      }
    }

    void stepInBatches() {
      for (int place = 0; place < all.size(); place++) {
        Slots<MomentumRule.H> slots = all.get(place);
        MomentumRule.H h = numbers.get(place / GROUP);
        if (slots.parameter().hasGrad() && !stepper.update(place, h, RULE)) {
          stepper.schedule(slots, h, RULE);
          stepper.roster().learn(place, slots);
        }
      }
      stepper.run();
    }

    void stepOneByOne() {
      for (int place = 0; place < all.size(); place++) {
        Slots<MomentumRule.H> slots = all.get(place);
        if (slots.parameter().hasGrad()) {
          float[] g = slots.parameter().grad().floats();
          RULE.update(
              numbers.get(place / GROUP),
              slots.parameter().value().floats(),
              g,
              slots.floats(),
              0,
              g.length);
        }
      }
    }

    float[] values(int place) {
      return all.get(place).parameter().value().floats();
    }
  }
}
