package dev.lockstep.config.convert;

import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that are updated with the same options.
 *
 * @param names the parameters
 * @param options all options that are stated for them, under the constructor's names
 */
record Part(List<String> names, Map<String, @Nullable Object> options) {

  /** The parts of a definition without patterns; MindSpore's exemption from decay is made one. */
  static List<Part> of(Definition definition) {
    List<Part> parts = new ArrayList<>();
    for (GroupDefinition group : definition.groups()) {
      if (!group.isOrder()) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(definition.options());
        group.options().forEach((key, value) -> all.put(constructorName(definition, key), value));
        parts.add(new Part(group.params(), all));
      }
    }
    return definition.groups().isEmpty() ? flat(definition) : parts;
  }

  /** MindSpore's classic groups say lr where the constructor says learning_rate. */
  private static String constructorName(Definition definition, String key) {
    return Target.isNn(definition) && key.equals("lr") ? "learning_rate" : key;
  }

  private static List<Part> flat(Definition definition) {
    List<String> names = definition.parameters().stream().map(ParameterDefinition::name).toList();
    Part all = new Part(names, definition.options());
    if (!Target.isNn(definition) || !all.decays()) {
      return List.of(all);
    }
    List<String> exempt = names.stream().filter(Part::isExempt).toList();
    List<String> rest = names.stream().filter(name -> !isExempt(name)).toList();
    List<Part> parts = new ArrayList<>();
    if (!rest.isEmpty()) {
      parts.add(new Part(rest, definition.options()));
    }
    if (!exempt.isEmpty()) {
      parts.add(new Part(exempt, definition.options()).with("weight_decay", 0.0));
    }
    return parts;
  }

  /** Whether there is a weight decay. */
  boolean decays() {
    Object decay = options.get("weight_decay");
    return decay != null && !(decay instanceof Number number && number.doubleValue() == 0);
  }

  /** Whether MindSpore does not decay a parameter of that name in a flat list. */
  static boolean isExempt(String name) {
    return name.contains("beta") || name.contains("gamma");
  }

  /** The same parameters with another option. */
  Part with(String option, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(options);
    changed.put(option, value);
    return new Part(names, changed);
  }
}
