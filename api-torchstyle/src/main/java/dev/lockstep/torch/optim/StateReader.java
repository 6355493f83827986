package dev.lockstep.torch.optim;

import dev.lockstep.core.GroupStateReader;
import dev.lockstep.core.Live;
import dev.lockstep.core.OptionException;
import dev.lockstep.core.OptionKey;
import dev.lockstep.core.Options;
import dev.lockstep.core.ParamGroup;
import dev.lockstep.core.Parameter;
import dev.lockstep.core.Setting;
import dev.lockstep.core.Tensor;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Torch's state dict: an option that it does not have gets its default. */
final class StateReader extends GroupStateReader<Object> {
  private final Optimizer optimizer;
  private final UnaryOperator<Tensor> copies;

  StateReader(Optimizer optimizer, StateDict dict) {
    this.optimizer = optimizer;
    this.copies = Live.copies();
    read(optimizer.paramGroups(), dict.paramGroups(), dict.state());
  }

  @Override
  protected Options readOptions(int index, ParamGroup group, Map<String, Object> saved) {
    Options read = optimizer.signature().defaults();
    saved.forEach(
        (name, value) -> {
          if (!name.equals("params")) {
            readOption(read, name, value);
          }
        });
    return read;
  }

  private void readOption(Options read, String name, Object value) {
    OptionKey<?> key = optimizer.signature().find(name).orElseGet(() -> TorchOptions.entry(name));
    if (optimizer.signature().takesTensor(key) || key == TorchOptions.INITIAL_LR) {
      read.set(copied(key.setting(value)));
    } else {
      set(read, key, value);
    }
  }

  private Setting<?> copied(Setting<?> setting) {
    return setting.value() instanceof Live<?> live
        ? setting.key().setting(live.copy(copies).plain())
        : setting;
  }

  @Override
  protected Map<String, Object> readState(
      Options options, Parameter parameter, Map<String, Object> saved) {
    return optimizer.readState(options, parameter, saved);
  }

  /**
   * One value of a state, in the type of another.
   *
   * @param name of the parameter and the value, for messages
   * @param like a value of the type that is wanted
   */
  static Object value(String name, Object saved, Object like) {
    if (like instanceof Tensor tensor) {
      return tensor(name, saved, tensor);
    }
    if (saved instanceof Number) {
      return saved;
    }
    if (saved instanceof Tensor tensor && tensor.size() == 1) {
      return tensor.get(0);
    }
    throw new OptionException("%s must be a number, got %s".formatted(name, saved));
  }

  private static Tensor tensor(String name, Object saved, Tensor like) {
    if (saved instanceof Number number && like.rank() == 0) {
      Tensor read = like.zerosLike();
      read.set(0, number.doubleValue());
      return read;
    }
    if (saved instanceof Tensor tensor) {
      return fitted(name, tensor, like);
    }
    throw new OptionException("%s must be %s, got %s".formatted(name, like, saved));
  }
}
