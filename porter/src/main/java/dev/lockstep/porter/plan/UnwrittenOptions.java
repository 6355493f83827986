package dev.lockstep.porter.plan;

import dev.lockstep.porter.program.Construct;
import dev.lockstep.porter.program.OptimizerSite;
import dev.lockstep.porter.python.Argument;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The options of groups that are not written at the construction of an optimizer, or set later;
 * groups that cannot be read may have a decay.
 */
final class UnwrittenOptions {
  private static final String WEIGHT_DECAY = "weight_decay";

  private UnwrittenOptions() {}

  /**
   * The options, one map a group or an assignment.
   *
   * @param unseen whether there may be groups at the construction that cannot be read
   */
  static List<Map<String, Node>> of(OptimizerSite site, Survey survey, boolean unseen) {
    Stream<Map<String, Node>> unread =
        unseen ? Stream.of(Map.of(WEIGHT_DECAY, site.node())) : Stream.empty();
    Stream<Map<String, Node>> added =
        survey
            .addedGroups(site)
            .flatMap(f -> Call.of(f.node()).orElseThrow().positional(0).stream())
            .map(Argument::value)
            .map(group -> survey.program().dictionary(group).orElse(Map.of(WEIGHT_DECAY, group)));
    Stream<Map<String, Node>> assigned =
        survey.of(site).stream()
            .filter(f -> f.construct() == Construct.GROUP_MUTATION)
            .flatMap(f -> assigned(f.node()).stream());
    return Stream.of(unread, added, assigned).flatMap(options -> options).toList();
  }

  /** The option of a group that is assigned; the rate may always change. */
  private static Optional<Map<String, Node>> assigned(Node assignment) {
    return assignment
        .find("left")
        .filter(left -> left.is("subscript"))
        .flatMap(left -> Text.string(left.get("subscript")))
        .filter(option -> !option.equals("lr"))
        .map(
            option ->
                Map.of(option, assignment.is("assignment") ? assignment.get("right") : assignment));
  }
}
