package dev.lockstep.core;

import java.util.ArrayList;
import java.util.List;

/**
 * What a caller passes to an optimizer, sorted: every framework takes parameters or groups, and
 * refuses both in one list.
 *
 * @param params the single parameters, in order
 * @param groups the groups, in order
 */
public record Trainables(List<Parameter> params, List<Group> groups) {
  public Trainables {
    params = List.copyOf(params);
    groups = List.copyOf(groups);
  }

  /**
   * Sorts a list.
   *
   * @throws OptionException if an entry is null: it would not be trained
   */
  public static Trainables of(Iterable<? extends Trainable> all) {
    List<Parameter> params = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    for (Trainable item : OptionChecks.given(all, "the parameters of an optimizer")) {
      if (item instanceof Parameter parameter) {
        params.add(parameter);
      } else if (item instanceof Group group) {
        groups.add(group);
      } else {
        throw new OptionException(
            "entry %s of the parameters is null; give a parameter or a group"
                .formatted(params.size() + groups.size()));
      }
    }
    return new Trainables(params, groups);
  }

  /** Whether nothing was passed. */
  public boolean isEmpty() {
    return params.isEmpty() && groups.isEmpty();
  }

  /** Whether parameters stand beside groups. */
  public boolean isMixed() {
    return !params.isEmpty() && !groups.isEmpty();
  }

  /** The groups; single parameters are one group without options of its own. */
  public List<Group> asGroups() {
    return params.isEmpty() ? groups : List.of(Group.of(params));
  }
}
