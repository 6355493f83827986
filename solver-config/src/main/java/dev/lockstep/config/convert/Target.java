package dev.lockstep.config.convert;

import dev.lockstep.config.Api;
import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes parts as definitions of an API, as few as can hold them. */
final class Target {
  private static final Set<String> IN_GROUPS_OF_NN = Set.of("learning_rate", "weight_decay");

  private static final List<String> RATES = List.of("learning_rate", "lr");

  private final String api;
  private final List<ParameterDefinition> parameters;
  private final List<Note> notes;

  /** Definitions of that API over those parameters. */
  Target(String api, List<ParameterDefinition> parameters, List<Note> notes) {
    this.api = api;
    this.parameters = parameters;
    this.notes = notes;
  }

  /** The same, but what it does is told elsewhere. */
  Target telling(List<Note> others) {
    return new Target(api, parameters, others);
  }

  /** Its full name. */
  String api() {
    return api;
  }

  /** Whether groups have five keys. */
  boolean isNn() {
    return isNn(api);
  }

  /**
   * Whether it is an optimizer whose groups have five keys and whose flat lists have exemptions.
   */
  static boolean isNn(Definition definition) {
    return isNn(Api.fullName(definition.framework(), definition.api()));
  }

  private static boolean isNn(String fullName) {
    return fullName.startsWith("mindspore.nn.");
  }

  /** One definition, or several if groups cannot hold what differs. */
  List<Definition> write(List<Part> parts) {
    Map<Map<String, @Nullable Object>, List<Part>> optimizers = new LinkedHashMap<>();
    for (Part part : parts) {
      Map<String, @Nullable Object> common = new LinkedHashMap<>(part.options());
      if (isNn(api)) {
        common.keySet().removeAll(IN_GROUPS_OF_NN);
      } else {
        common.clear();
      }
      optimizers.computeIfAbsent(common, key -> new ArrayList<>()).add(part);
    }
    if (optimizers.size() > 1) {
      notes.add(
          Note.of(
              "split",
              "Groups of %s cannot differ in what these differ in: %s optimizers, each over its own"
                      .formatted(api, optimizers.size())
                  + " parameters; step all of them.",
              "%s 的参数组不能在这些选项上不同：拆成 %s 个优化器，各管自己的参数；每步都要调用全部优化器。"
                  .formatted(api, optimizers.size())));
    }
    return optimizers.values().stream().map(this::optimizer).toList();
  }

  private Definition optimizer(List<Part> parts) {
    Map<String, @Nullable Object> shared = new LinkedHashMap<>(parts.get(0).options());
    for (Part part : parts) {
      shared
          .entrySet()
          .removeIf(
              option ->
                  !part.options().containsKey(option.getKey())
                      || !java.util.Objects.equals(
                          option.getValue(), part.options().get(option.getKey())));
    }
    Map<String, @Nullable Object> options = new LinkedHashMap<>(shared);
    for (String rate : RATES) { // some constructors want one, though every group has its own
      if (parts.stream().allMatch(part -> part.options().containsKey(rate))) {
        options.putIfAbsent(rate, parts.get(0).options().get(rate));
      }
    }
    Set<String> names = new LinkedHashSet<>();
    parts.forEach(part -> names.addAll(part.names()));
    List<ParameterDefinition> own =
        parameters.stream().filter(parameter -> names.contains(parameter.name())).toList();
    String framework = api.substring(0, api.indexOf('.'));
    Definition flat = Definition.of(framework, api.substring(framework.length() + 1), options, own);
    return parts.size() == 1 && !wouldExempt(parts.get(0))
        ? flat
        : flat.withGroups(groups(parts, shared, own));
  }

  private boolean wouldExempt(Part part) {
    boolean exempts = isNn(api) && part.decays() && part.names().stream().anyMatch(Part::isExempt);
    if (exempts) {
      notes.add(
          Note.of(
              "decay-exemption",
              "In a flat list MindSpore does not decay parameters whose names contain beta or"
                  + " gamma; a group decays them as the source does.",
              "在扁平列表中，MindSpore 不对名字含 beta 或 gamma 的参数做权重衰减；放入参数组后与原定义一致。"));
    }
    return exempts;
  }

  private List<GroupDefinition> groups(
      List<Part> parts, Map<String, @Nullable Object> shared, List<ParameterDefinition> own) {
    List<GroupDefinition> groups = new ArrayList<>();
    List<String> inGroups = new ArrayList<>();
    for (Part part : parts) {
      Map<String, @Nullable Object> differs = new LinkedHashMap<>();
      part.options()
          .forEach(
              (key, value) -> {
                if (!shared.containsKey(key)) {
                  differs.put(isNn(api) && key.equals("learning_rate") ? "lr" : key, value);
                }
              });
      groups.add(GroupDefinition.of(part.names(), differs));
      inGroups.addAll(part.names());
    }
    List<String> order = own.stream().map(ParameterDefinition::name).toList();
    if (isNn(api) && !order.equals(inGroups)) {
      groups.add(GroupDefinition.order(order));
    }
    return groups;
  }
}
