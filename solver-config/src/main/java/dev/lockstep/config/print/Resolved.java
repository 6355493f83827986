package dev.lockstep.config.print;

import dev.lockstep.config.Definition;
import dev.lockstep.config.GroupDefinition;
import dev.lockstep.config.ParameterDefinition;
import dev.lockstep.config.Selector;
import java.util.ArrayList;
import java.util.List;

/** Definitions whose groups name their parameters one by one. */
public final class Resolved {
  private Resolved() {}

  /**
   * The same definition without patterns.
   *
   * @throws dev.lockstep.config.DefinitionException if a name or pattern selects nothing
   */
  public static Definition of(Definition definition) {
    List<ParameterDefinition> parameters = definition.parameters();
    List<List<String>> wanted = definition.groups().stream().map(GroupDefinition::params).toList();
    Selector selector = new Selector(parameters, wanted);
    List<GroupDefinition> groups = new ArrayList<>();
    for (GroupDefinition group : definition.groups()) {
      Selector all = new Selector(parameters, List.of(group.orderParams()));
      groups.add(
          new GroupDefinition(
              selector.take(group.params()), all.take(group.orderParams()), group.options()));
    }
    return definition.withGroups(groups);
  }
}
