package dev.lockstep.conformance;

import dev.lockstep.config.Builder;
import dev.lockstep.core.Option;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
import dev.lockstep.mindspore.Quirk;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.SquareRootProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A facade's optimizer under replay: the little that frameworks do differently around a step. */
interface Subject {
  /**
   * Builds the optimizer of a case.
   *
   * @throws dev.lockstep.core.OptionException if it is refused
   */
  static Subject of(GoldenCase golden, List<Parameter> parameters, Option... extra) {
    List<Option> options = new ArrayList<>();
    if (golden.framework().equals("megengine")) {
      options.add(dev.lockstep.megengine.optimizer.Quirk.LAMB_CANNOT_BE_MADE);
    }
    if (golden.framework().equals("torch") && golden.sqrt().equals("stock")) {
      options.add(SquareRootProfile.STOCK);
    }
    if (golden.api().startsWith("mindspore.mint.") && golden.isPynative()) {
      options.add(Quirk.with(Quirk.MINT_PYNATIVE_UPDATES_NOTHING));
    }
    for (Option option : extra) { // the last of a kind counts
      if (golden.framework().equals("torch") || !(option instanceof SquareRootProfile)) {
        options.add(option);
      }
    }
    Option[] given = options.toArray(Option[]::new);
    Object optimizer = Builder.build(golden.definition(), parameters, given);
    if (optimizer instanceof Optimizer torch) {
      return new TorchSubject(golden, torch, parameters);
    }
    if (optimizer instanceof MindSporeOptimizer mindspore) {
      return new MindSporeSubject(golden, mindspore);
    }
    if (optimizer instanceof dev.lockstep.oneflow.optim.Optimizer oneflow) {
      return new OneFlowSubject(golden, oneflow, parameters);
    }
    if (optimizer instanceof dev.lockstep.megengine.optimizer.Optimizer megengine) {
      return new MegEngineSubject(golden, megengine, parameters);
    }
    throw new GoldenException("no replay for " + optimizer.getClass().getSimpleName());
  }

  /** Compares the order of the parameters, where the framework has one. */
  default void compareOrder(Comparison comparison) {}

  /** The rate of each group for the coming step, as the framework would show it. */
  double[] rates();

  /** Sets the rate of each group, as a scheduler does between steps. */
  void assignRates(double[] rates);

  /** True if something outside the optimizer drives its rates: the trace may halve them. */
  boolean ratesAreAssigned();

  /** Sets what the trace's script set before a step: options of groups, values of parameters. */
  default void change(Recorded step) {}

  /** Goes on where another one stood: its state is saved and loaded into this new one. */
  default void resume(Subject before) {
    throw new GoldenException("no replay of a state that is loaded");
  }

  /** Compares what a step shows before it is taken, the rates apart. */
  default void compareBefore(Recorded step, Comparison comparison) {}

  /** Takes a step with the recorded gradients. */
  void step(Recorded step);

  /** Compares the state with a recorded one. */
  void compareState(Recorded state, Comparison comparison, boolean counts);

  /** Takes over a recorded state. */
  void restoreState(Recorded state);

  /** Sets an option of a group. */
  static <T> void set(ParamGroup group, OptionKey<T> key, @Nullable Object value) {
    group.set(key, key.read(value));
  }

  /** Overwrites the tensors of a state. */
  static void restore(Recorded recorded, Map<String, Object> actual) {
    actual.forEach(
        (key, value) -> {
          if (value instanceof Tensor tensor) {
            Recorded hex = recorded.get(key).get("hex");
            tensor.copyFrom(hex.tensor(tensor.dtype(), tensor.shape()));
          }
        });
  }
}
