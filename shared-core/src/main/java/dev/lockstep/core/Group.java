package dev.lockstep.core;

import java.util.List;

/**
 * Parameters with their own options, as a caller passes them to an optimizer.
 *
 * @param params the parameters, in the order in which they are updated
 * @param options what differs from the optimizer's own options
 */
public record Group(List<Parameter> params, List<Option> options) implements Trainable {
  public Group {
    params = OptionChecks.allGiven(params, "params of a group");
    options = OptionChecks.allGiven(options, "options of a group");
  }

  /** Parameters with options of their own. */
  public static Group of(List<Parameter> params, Option... options) {
    return new Group(params, OptionChecks.allGiven(options, "options of a group"));
  }
}
