package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Call;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.Text;
import java.util.Optional;
import java.util.Set;

/** Whose group an expression is. */
final class GroupOwners {
  private final Project project;

  GroupOwners(Project project) {
    this.project = project;
  }

  /**
   * The optimizer expression whose group an expression is: {@code opt} for {@code
   * opt.param_groups[0]} and for the variable of a loop over {@code opt.param_groups}.
   */
  Optional<Node> of(Node expression) {
    if (expression.is("subscript")) {
      return ofGroups(expression.get("value"));
    }
    if (!expression.is("identifier")) {
      return Optional.empty();
    }
    for (Binding binding : project.scopes(expression).lookup(expression)) {
      Optional<Node> owner =
          binding.is(Binding.Kind.ELEMENT)
              ? binding.source().flatMap(this::ofGroups)
              : binding.source().filter(s -> s.is("subscript")).flatMap(this::of);
      if (owner.isPresent()) {
        return owner;
      }
    }
    return Optional.empty();
  }

  private Optional<Node> ofGroups(Node expression) {
    Node groups = Text.unwrapped(expression);
    if (groups.is("attribute") && groups.get("attribute").text().equals("param_groups")) {
      return Optional.of(groups.get("object"));
    }
    return Call.of(groups)
        .filter(c -> Set.of("enumerate", "zip", "list", "reversed").contains(c.name()))
        .stream()
        .flatMap(c -> c.arguments().stream())
        .flatMap(a -> ofGroups(a.value()).stream())
        .findFirst();
  }
}
