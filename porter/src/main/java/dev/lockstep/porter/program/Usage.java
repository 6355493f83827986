package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Flow;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Scope;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is done with a variable, or an item of one: the names of the attributes that its file asks
 * of it.
 */
final class Usage {
  /** A variable: where it lives and what it is called. */
  private record Variable(Node home, String name) {}

  private final Project project;
  private final Map<Variable, Set<String>> attributes = new HashMap<>();

  Usage(Project project) {
    this.project = project;
    for (PythonFile file : project.files()) {
      file.root()
          .descendants("attribute")
          .filter(n -> isVariable(n.get("object")))
          .forEach(
              n ->
                  attributes
                      .computeIfAbsent(variable(n.get("object")), v -> new HashSet<>())
                      .add(n.get("attribute").text()));
    }
  }

  private static boolean isVariable(Node node) {
    return switch (node.kind()) {
      case "identifier" -> true;
      case "attribute" -> isVariable(node.get("object"));
      case "subscript" -> isVariable(node.get("value"));
      default -> false;
    };
  }

  /** The attributes that are asked of a variable; none for other expressions. */
  Set<String> of(Node expression) {
    return isVariable(expression)
        ? attributes.getOrDefault(variable(expression), Set.of())
        : Set.of();
  }

  private Variable variable(Node expression) {
    Node root = Effects.root(expression).orElse(expression);
    if (Flow.isSelf(root)) {
      return new Variable(Flow.enclosingClass(root).orElse(root), expression.text());
    }
    Scope here = project.scopes(root).at(root);
    return new Variable(here.binder(root.text()).orElse(here.module()).node(), expression.text());
  }
}
