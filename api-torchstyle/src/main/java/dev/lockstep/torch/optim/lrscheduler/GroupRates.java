package dev.lockstep.torch.optim.lrscheduler;

import dev.lockstep.core.Arithmetic;
import dev.lockstep.core.LiveNumber;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Tensor;
import dev.lockstep.torch.optim.RateType;
import java.util.Arrays;
import java.util.List;

/** Rates that a scheduler remembers, one a group: numbers, and tensors that nobody else has. */
final class GroupRates {
  static final GroupRates NONE = new GroupRates(List.of());

  private final List<Object> held;

  private GroupRates(List<Object> held) {
    this.held = held;
  }

  /** Those that the groups have now. */
  static GroupRates of(List<ParamGroup> groups, OptionKey<Double> key) {
    return new GroupRates(groups.stream().map(group -> held(group, key)).toList());
  }

  private static Object held(ParamGroup group, OptionKey<Double> key) {
    return group.options().live(key) instanceof LiveNumber number
        ? number.copy(Tensor::copy).plain()
        : group.get(key);
  }

  /** Numbers. */
  static GroupRates of(double[] numbers) {
    return new GroupRates(Arrays.stream(numbers).<Object>mapToObj(number -> number).toList());
  }

  /** Those of a saved state, or these if it has none. */
  GroupRates read(SavedState state, String key) {
    return state.has(key) ? new GroupRates(copies(state.rates(key))) : this;
  }

  /** As a state holds them. */
  List<Object> saved() {
    return copies(held);
  }

  private static List<Object> copies(List<Object> held) {
    return held.stream().map(one -> one instanceof Tensor tensor ? tensor.copy() : one).toList();
  }

  double[] numbers() {
    return held.stream().mapToDouble(GroupRates::number).toArray();
  }

  private static double number(Object held) {
    return held instanceof Tensor tensor ? tensor.get(0) : ((Number) held).doubleValue();
  }

  /** In which type torch computes with one of them. */
  RateType type(int group, Arithmetic arithmetic) {
    return held.get(group) instanceof Tensor tensor && arithmetic != Arithmetic.COMMON
        ? RateType.of(tensor.dtype())
        : RateType.PYTHON;
  }
}
