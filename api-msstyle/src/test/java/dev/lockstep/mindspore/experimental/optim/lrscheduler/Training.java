package dev.lockstep.mindspore.experimental.optim.lrscheduler;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.Group;
import dev.lockstep.core.Option;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Signature;
import dev.lockstep.core.Slots;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.LearningRate;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.experimental.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An optimizer that only has rates. */
final class Training {
  private Training() {}

  private static final class Rates extends Optimizer {
    static final Signature SIGNATURE =
        Signature.of("test.Rates").option(MindSporeOptions.LR, LearningRate.of(0.1));

    Rates(List<Group> groups, Option... options) {
      super(SIGNATURE, "", options);
      init(groups);
    }

    @Override
    protected void validate(Options options) {}

    @Override
    protected Slots<?> makeSlots(ParamGroup group, Parameter parameter) {
      return new Slots<>(parameter, "", List.of());
    }

    @Override
    protected void update(ParamGroup group, Slots<?> slots, double lr) {}
  }

  /** An optimizer with a group a rate. */
  static Optimizer optimizer(Arithmetic arithmetic, double... rates) {
    List<Group> groups = new ArrayList<>();
    for (double rate : rates) {
      Parameter weight = new Parameter("w" + groups.size(), Tensor.of(new float[1]));
      groups.add(Group.of(List.of(weight), MindSporeOptions.lr(rate)));
    }
    return new Rates(groups, arithmetic);
  }

  /** The rates of one group: rows 0 to {@code steps}. */
  static double[] trace(
      Arithmetic arithmetic, Function<Optimizer, Scheduler> recipe, int steps, double rate) {
    Optimizer optimizer = optimizer(arithmetic, rate);
    Scheduler scheduler = recipe.apply(optimizer);
    double[] trace = new double[steps + 1];
    trace[0] = scheduler.rates()[0];
    for (int i = 1; i <= steps; i++) {
      scheduler.step();
      trace[i] = scheduler.rates()[0];
    }
    return trace;
  }

  /** The rates of one group in float32. */
  static double[] trace(Function<Optimizer, Scheduler> recipe, int steps, double rate) {
    return trace(Arithmetic.NATIVE, recipe, steps, rate);
  }
}
