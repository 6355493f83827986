package dev.lockstep.checkpoint.state;

import dev.lockstep.checkpoint.CheckpointException;
import dev.lockstep.checkpoint.ElementType;
import dev.lockstep.checkpoint.MindSporeFile;
import dev.lockstep.checkpoint.Rule;
import dev.lockstep.checkpoint.StoredTensor;
import dev.lockstep.checkpoint.Value;
import dev.lockstep.core.Tensor;
import dev.lockstep.mindspore.MindSporeOptimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What MindSpore's {@code save_checkpoint(optimizer, ...)} writes: parameters, state and counter
 * together.
 */
public final class MindSporeState {
  // nn keeps its counter as a vector of one, experimental.optim as a scalar.
  private static final String VECTOR_COUNTER = "global_step";
  // What the real experimental classes keep outside of parameters.
  private static final Pattern UNSAVED =
      Pattern.compile("(learning_rate_group|mu_product|mu|eta)_.*");

  private MindSporeState() {}

  /** The checkpoint of an optimizer and its parameters. */
  public static MindSporeFile save(MindSporeOptimizer optimizer) {
    Map<String, Value> values = new LinkedHashMap<>();
    optimizer
        .parametersDict()
        .forEach((name, value) -> values.put(name, Value.Array.of(stored(name, value))));
    return new MindSporeFile(values, false);
  }

  private static StoredTensor stored(String name, Object value) {
    if (value instanceof Tensor tensor) {
      return StoredTensor.of(tensor);
    }
    StoredTensor counter = StoredTensor.scalar(((Integer) value).doubleValue(), ElementType.I32);
    return name.equals(VECTOR_COUNTER) ? counter.reshaped(List.of(1L)) : counter;
  }

  /**
   * Makes an optimizer go on from a checkpoint. What the real {@code experimental.optim} leaves out
   * of one (the groups' rates) stays as it was made.
   *
   * @throws CheckpointException ckpt-structure, if something is missing
   * @throws dev.lockstep.core.OptionException if a tensor does not fit; nothing is changed then
   */
  public static void load(MindSporeOptimizer optimizer, MindSporeFile file) {
    Map<String, Object> state = optimizer.parametersDict();
    TreeSet<String> missing = new TreeSet<>(state.keySet());
    file.values()
        .forEach(
            (name, value) -> {
              if (missing.remove(name)) {
                state.put(name, Objects.requireNonNull(PlainValue.plain(value)));
              }
            });
    missing.removeIf(UNSAVED.asMatchPredicate());
    if (!missing.isEmpty()) {
      throw new CheckpointException(
          Rule.CKPT_STRUCTURE,
          "the checkpoint has no %s; it has %s".formatted(missing, file.values().keySet()));
    }
    optimizer.loadParametersDict(state);
  }
}
