package dev.lockstep.porter.program;

import dev.lockstep.mapping.Signatures;
import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.Project;
import dev.lockstep.porter.python.PythonFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The full names that expressions stand for; a star import of the source framework counts. */
final class QualifiedNames {
  private final Project project;
  private final Framework framework;
  private final Signatures signatures;
  private final Map<Node, Optional<String>> known = new HashMap<>();

  QualifiedNames(Project project, Framework framework, Signatures signatures) {
    this.project = project;
    this.framework = framework;
    this.signatures = signatures;
  }

  /** The full name of an expression; each is looked for once. */
  Optional<String> of(Node expression) {
    Optional<String> name = known.get(expression);
    if (name == null) {
      name = fullName(expression);
      known.put(expression, name);
    }
    return name;
  }

  private Optional<String> fullName(Node expression) {
    Optional<String> name = project.qualified(expression);
    if (name.isPresent()) {
      return name;
    }
    if (expression.is("attribute")) {
      return of(expression.get("object"))
          .map(object -> object + "." + expression.get("attribute").text());
    }
    return expression.is("identifier") ? fromStar(expression) : name;
  }

  private Optional<String> fromStar(Node identifier) {
    PythonFile file = project.file(identifier);
    if (!file.scopes().lookup(identifier).isEmpty()) {
      return Optional.empty();
    }
    List<String> wildcards = file.scopes().module().wildcards();
    if (!wildcards.isEmpty()
        && identifier.text().equals(framework.root())
        && Effects.isReference(identifier)) {
      return Optional.of(framework.root());
    }
    Optional<String> given =
        project.bindings(identifier).stream()
            .filter(b -> b.is(Binding.Kind.IMPORT))
            .map(Binding::module)
            .findFirst();
    if (given.isPresent()) {
      return given;
    }
    return wildcards.stream()
        .filter(module -> module.startsWith(framework.root()))
        .map(module -> module + "." + identifier.text())
        .filter(name -> signatures.find(name).isPresent())
        .findFirst();
  }
}
