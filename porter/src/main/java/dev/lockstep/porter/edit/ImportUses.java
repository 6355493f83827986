package dev.lockstep.porter.edit;

import dev.lockstep.porter.python.Binding;
import dev.lockstep.porter.python.Effects;
import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of the imports of one framework under some edits, found by a trial rendering.
 *
 * @param imports all bindings that import from the framework
 * @param kept those that something still uses
 * @param wanted for each, the APIs of the target that stand in its place
 * @param requested all APIs of the target that the edits ask for, with the places that do
 */
record ImportUses(
    List<Binding> imports,
    Set<Binding> kept,
    Map<Binding, Set<String>> wanted,
    Map<String, Set<Node>> requested) {

  static ImportUses of(PythonFile file, Edits edits, String framework) {
    List<Binding> imports = statements(file).flatMap(s -> bindings(file, s, framework)).toList();
    Map<Binding, Set<String>> wanted = new LinkedHashMap<>();
    Map<String, Set<Node>> requested = new LinkedHashMap<>();
    Rendering trial =
        new Rendering(
            edits,
            (api, place) -> {
              requested.computeIfAbsent(api, k -> new LinkedHashSet<>()).add(place);
              root(place)
                  .flatMap(name -> first(file, name, imports))
                  .ifPresent(b -> wanted.computeIfAbsent(b, k -> new LinkedHashSet<>()).add(api));
              return api;
            },
            file.root());
    trial.all();
    Set<Binding> kept = new LinkedHashSet<>();
    references(file)
        .filter(name -> trial.kept(name.start()))
        .flatMap(name -> file.scopes().meant(name).stream())
        .filter(imports::contains)
        .forEach(kept::add);
    return new ImportUses(imports, kept, wanted, requested);
  }

  boolean isGone(Binding binding) {
    return !kept.contains(binding);
  }

  private static Stream<Node> statements(PythonFile file) {
    return file.root().descendants().filter(n -> n.is("import_statement", "import_from_statement"));
  }

  private static Stream<Binding> bindings(PythonFile file, Node statement, String framework) {
    Scope scope = file.scopes().at(statement);
    List<Binding> found = new ArrayList<>();
    for (Node item : statement.all("name")) {
      scope.names().stream()
          .flatMap(name -> scope.lookup(name).stream())
          .filter(b -> b.site() == item && Dotted.isWithin(b.module(), framework))
          .forEach(found::add);
    }
    return found.stream();
  }

  private static Optional<Binding> first(PythonFile file, Node name, List<Binding> imports) {
    return file.scopes().lookup(name).stream().filter(imports::contains).findFirst();
  }

  /** The identifier that a dotted name starts with. */
  private static Optional<Node> root(Node place) {
    Node node = place;
    while (node.is("attribute")) {
      node = node.get("object");
    }
    return node.is("identifier") ? Optional.of(node) : Optional.empty();
  }

  /** The identifiers that stand for a value: no names of attributes, keywords or imports. */
  static Stream<Node> references(PythonFile file) {
    return file.root().descendants("identifier").filter(Effects::isReference);
  }
}
