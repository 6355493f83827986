package dev.lockstep.config;

import dev.lockstep.core.ParamGroup;
import dev.lockstep.mindspore.MindSporeOptions;
import dev.lockstep.mindspore.WeightDecay;
import dev.lockstep.torch.optim.Optimizer;
import dev.lockstep.torch.optim.TorchOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Weight decays that are functions of the step, {@code {"fn": ...}}, where the framework has no
 * Cell for that: the loop writes them into the groups before each step, counted from 0.
 */
final class MovingDecay {
  private static final String DECAY = "weight_decay";

  private final List<@Nullable IntToDoubleFunction> perGroup = new ArrayList<>();

  /** The functions of a definition, one a group; none where the decay stays. */
  MovingDecay(Definition definition) {
    List<GroupDefinition> groups =
        definition.groups().isEmpty()
            ? List.of(GroupDefinition.of(List.of(), Map.of()))
            : definition.groups();
    for (GroupDefinition group : groups) {
      perGroup.add(function(group.options().getOrDefault(DECAY, definition.options().get(DECAY))));
    }
  }

  private static @Nullable IntToDoubleFunction function(@Nullable Object decay) {
    return decay instanceof Map<?, ?> map && EpochFunction.is(map) ? EpochFunction.of(map) : null;
  }

  /** The definition with the values of step 0 in place of functions. */
  static Definition atStart(Definition definition) {
    if (Api.fullName(definition.framework(), definition.api()).startsWith("mindspore.nn.")) {
      return definition; // a function there is refused as what it is
    }
    return new Definition(
        definition.framework(),
        definition.version(),
        definition.api(),
        atStart(definition.options()),
        definition.parameters(),
        definition.groups().stream()
            .map(g -> new GroupDefinition(g.params(), g.orderParams(), atStart(g.options())))
            .toList(),
        definition.schedulers(),
        definition.stepsPerEpoch(),
        definition.step());
  }

  private static Map<String, @Nullable Object> atStart(Map<String, @Nullable Object> options) {
    Map<String, @Nullable Object> start = new LinkedHashMap<>(options);
    IntToDoubleFunction function = function(options.get(DECAY));
    if (function != null) {
      start.put(DECAY, function.applyAsDouble(0));
    }
    return start;
  }

  /** Whether any decay moves. */
  boolean moves() {
    return perGroup.stream().anyMatch(f -> f != null);
  }

  /**
   * Writes the decays of a step into the groups of an optimizer.
   *
   * @throws DefinitionException if its groups cannot be written to
   */
  void set(Object optimizer, int step) {
    List<ParamGroup> groups = moves() ? groups(optimizer) : List.of();
    for (int i = 0; i < groups.size(); i++) {
      IntToDoubleFunction function = perGroup.get(i);
      if (function != null) {
        write(groups.get(i), function.applyAsDouble(step));
      }
    }
  }

  private static List<ParamGroup> groups(Object optimizer) {
    if (optimizer instanceof Optimizer torch) {
      return torch.paramGroups();
    }
    if (optimizer instanceof dev.lockstep.mindspore.experimental.optim.Optimizer grouped) {
      return grouped.paramGroups();
    }
    throw new DefinitionException(
        "weight_decay: a function of the step needs groups that a loop can write to; of %s it is a"
                .formatted(optimizer.getClass().getSimpleName())
            + " Cell, {\"schedule\": ...}");
  }

  private static void write(ParamGroup group, double decay) {
    if (group.options().has(TorchOptions.WEIGHT_DECAY)) {
      group.set(TorchOptions.WEIGHT_DECAY, decay);
    } else {
      group.set(MindSporeOptions.WEIGHT_DECAY, WeightDecay.of(decay));
    }
  }
}
