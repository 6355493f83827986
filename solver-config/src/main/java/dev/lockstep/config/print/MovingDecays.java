package dev.lockstep.config.print;

import dev.lockstep.config.Builder;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Weight decays that are functions of the step, as printed code needs them. */
final class MovingDecays {
  private static final String DECAY = "weight_decay";

  private MovingDecays() {}

  /** The function of each group whose decay moves, by the number of the group. */
  static Map<Integer, Object> of(Definition definition) {
    List<GroupDefinition> groups =
        definition.groups().isEmpty()
            ? List.of(GroupDefinition.of(List.of(), Map.of()))
            : definition.groups();
    Map<Integer, Object> moving = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      Map<String, @Nullable Object> own = groups.get(i).options();
      Object decay = own.getOrDefault(DECAY, definition.options().get(DECAY));
      if (decay != null && Builder.isFunction(decay)) {
        moving.put(i, decay);
      }
    }
    return moving;
  }
}
