package dev.lockstep.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Option;
import dev.lockstep.core.Parameter;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.ValueAndGrad;
import dev.lockstep.mindspore.nn.Momentum;
import dev.lockstep.torch.optim.Adam;
import dev.lockstep.torch.optim.AdamW;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.SGD;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class TrainingProperties {
  private static final int STEPS = 6;

  /** The same optimizer in both frameworks' styles. */
  private enum Pair {
    SGD_MOMENTUM {
      @Override
      Optimizer torch(List<Parameter> params, double rate, double decay) {
        return new SGD(
            params,
            TorchOptions.lr(rate),
            TorchOptions.momentum(0.9),
            TorchOptions.weightDecay(decay),
            Arithmetic.COMMON);
      }

      @Override
      MindSporeOptimizer mindSpore(List<Parameter> params, double rate, double decay) {
        return new Momentum(params, with(rate, decay, MindSporeOptions.momentum(0.9)));
      }
    },
    ADAM {
      @Override
      Optimizer torch(List<Parameter> params, double rate, double decay) {
        return new Adam(
            params, TorchOptions.lr(rate), TorchOptions.weightDecay(decay), Arithmetic.COMMON);
      }

      @Override
      MindSporeOptimizer mindSpore(List<Parameter> params, double rate, double decay) {
        return new dev.lockstep.mindspore.mint.optim.Adam(
            params,
            MindSporeOptions.lr(rate),
            MindSporeOptions.weightDecay(decay),
            Arithmetic.COMMON);
      }
    },
    ADAMW {
      @Override
      Optimizer torch(List<Parameter> params, double rate, double decay) {
        return new AdamW(
            params, TorchOptions.lr(rate), TorchOptions.weightDecay(decay), Arithmetic.COMMON);
      }

      @Override
      MindSporeOptimizer mindSpore(List<Parameter> params, double rate, double decay) {
        return new dev.lockstep.mindspore.experimental.optim.AdamW(
            params,
            MindSporeOptions.lr(rate),
            MindSporeOptions.weightDecay(decay),
            Arithmetic.COMMON);
      }
    };

    abstract Optimizer torch(List<Parameter> params, double rate, double decay);

    abstract MindSporeOptimizer mindSpore(List<Parameter> params, double rate, double decay);

    private static Option[] with(double rate, double decay, Option more) {
      return new Option[] {
        MindSporeOptions.learningRate(rate),
        MindSporeOptions.weightDecay(decay),
        more,
        Arithmetic.COMMON
      };
    }
  }

  /** The law: one training, two styles, the same parameters at every step. */
  @Property
  void bothStylesGiveTheSameBitsAtEveryStep(
      @ForAll long seed,
      @ForAll Pair pair,
      @ForAll @DoubleRange(min = 0.001, max = 0.1) @Scale(3) double rate,
      @ForAll @DoubleRange(min = 0, max = 0.1) @Scale(3) double decay) {
    try (Net left = new Net(seed);
        Net right = new Net(seed)) {
      StepSession torch = StepSession.of(left.block());
      StepSession mindSpore = StepSession.of(right.block());
      Optimizer stepped = pair.torch(torch.parameters(), rate, decay);
      MindSporeOptimizer applied = pair.mindSpore(mindSpore.parameters(), rate, decay);
      Function<Integer, ValueAndGrad> gradOf =
          mindSpore.valueAndGrad(right::loss, applied.parameterOrder());
      for (int i = 0; i < STEPS; i++) {
        int step = i;
        stepped.zeroGrad();
        double loss = torch.backward(() -> left.loss(step));
        stepped.step();
        ValueAndGrad found = gradOf.apply(step);
        applied.apply(found.gradients());
        assertEquals(loss, found.value());
        assertEquals(Net.bits(torch.parameters()), Net.bits(mindSpore.parameters()));
      }
    }
  }

  /** What is shared with the engine trains as what is copied to and from it. */
  @Property
  void sharedMemoryAndCopiesGiveTheSameBits(@ForAll long seed, @ForAll Pair pair) {
    try (Net left = new Net(seed);
        Net right = new Net(seed)) {
      StepSession shared = StepSession.of(arrays(left), true);
      StepSession copied = StepSession.of(arrays(right), false);
      Optimizer of = pair.torch(shared.parameters(), 0.01, 0.01);
      Optimizer and = pair.torch(copied.parameters(), 0.01, 0.01);
      for (int i = 0; i < STEPS; i++) {
        int step = i;
        if (i % 2 == 0) { // two passes add up
          of.zeroGrad();
          and.zeroGrad();
        }
        shared.backward(() -> left.loss(step));
        copied.backward(() -> right.loss(step));
        of.step();
        and.step();
        assertEquals(Net.bits(shared.parameters()), Net.bits(copied.parameters()));
      }
      copied.publish();
      assertEquals(
          Net.bits(shared.parameters()), Net.bits(StepSession.of(arrays(right)).parameters()));
    }
  }

  private static Map<String, NDArray> arrays(Net net) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (var pair : net.block().getParameters()) {
      arrays.put(pair.getKey(), pair.getValue().getArray());
    }
    return arrays;
  }

  /** A trainer of DJL takes the same steps as a loop of one's own. */
  @Property
  void aTrainerTrainsAsTheLoopDoes(@ForAll long seed, @ForAll Pair pair) {
    try (Net left = new Net(seed);
        Net right = new Net(seed);
        Net third = new Net(seed)) {
      StepSession session = StepSession.of(left.block());
      Optimizer optimizer = pair.torch(session.parameters(), 0.01, 0.01);
      List<Double> losses = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        int step = i;
        optimizer.zeroGrad();
        losses.add(session.backward(() -> left.loss(step)));
        optimizer.step();
      }
      var torch = LockstepOptimizer.torch(right.block(), p -> pair.torch(p, 0.01, 0.01));
      assertEquals(losses, Trainings.run(right, torch, STEPS));
      assertEquals(Net.bits(session.parameters()), Trainings.bits(right));
      var mindSpore =
          LockstepOptimizer.mindSpore(third.block(), p -> pair.mindSpore(p, 0.01, 0.01));
      assertEquals(losses, Trainings.run(third, mindSpore, STEPS));
      assertEquals(Net.bits(session.parameters()), Trainings.bits(third));
    }
  }
}
