package dev.lockstep.porter.python;

import dev.lockstep.porter.python.Binding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds every binding of a file and puts it into its scope. */
final class BindingReader {
  private final Scopes scopes;

  BindingReader(Scopes scopes) {
    this.scopes = scopes;
  }

  void read(Node root) {
    root.descendants("global_statement").forEach(n -> declare(n, true));
    root.descendants("nonlocal_statement").forEach(n -> declare(n, false));
    root.descendants().forEach(this::visit);
  }

  private void declare(Node statement, boolean global) {
    Scope scope = scopes.at(statement);
    for (Node name : statement.children()) {
      if (global) {
        scope.declareGlobal(name.text());
      } else {
        scope.declareNonlocal(name.text());
      }
    }
  }

  private void visit(Node node) {
    switch (node.kind()) {
      case "import_statement" -> node.all("name").forEach(name -> importModule(node, name));
      case "import_from_statement" -> importFrom(node);
      case "assignment" -> assign(node);
      case "augmented_assignment" -> targets(node.get("left"), Kind.AUGMENT, node.get("right"));
      case "named_expression" -> targets(node.get("name"), Kind.ASSIGN, node.get("value"));
      case "for_statement" -> targets(node.get("left"), Kind.ELEMENT, node.get("right"));
      case "for_in_clause" -> targets(node.get("left"), Kind.ELEMENT, node.get("right"));
      case "as_pattern" -> context(node);
      case "function_definition" -> define(node, Kind.FUNCTION);
      case "class_definition" -> define(node, Kind.CLASS);
      case "lambda" -> node.find("parameters").ifPresent(p -> parameters(node, p));
      case "delete_statement" -> node.children().forEach(n -> targets(n, Kind.OTHER, null));
      default -> {}
    }
  }

  private void importModule(Node statement, Node name) {
    Scope scope = scopes.at(statement);
    if (name.is("aliased_import")) {
      bindImport(scope, name.get("alias").text(), name, name.get("name").text());
    } else {
      String top = name.text().replaceFirst("\\..*", "");
      bindImport(scope, top, name, top);
    }
  }

  private void importFrom(Node statement) {
    Scope scope = scopes.at(statement);
    String module = statement.get("module_name").text().replaceAll("\\s", "");
    String prefix = module.endsWith(".") ? module : module + ".";
    if (statement.tokens().stream().anyMatch(token -> token.is("wildcard_import"))) {
      scope.importAll(module);
    }
    for (Node name : statement.all("name")) {
      boolean aliased = name.is("aliased_import");
      String alias = aliased ? name.get("alias").text() : name.text();
      String imported = aliased ? name.get("name").text() : name.text();
      bindImport(scope, alias, name, prefix + imported);
    }
  }

  private static void bindImport(Scope scope, String name, Node site, String module) {
    scope.bind(new Binding(name, Kind.IMPORT, site, Optional.empty(), List.of(), module));
  }

  /** Handles {@code a = b = value} by going to the value at the end of the chain. */
  private void assign(Node assignment) {
    Optional<Node> value = assignment.find("right");
    while (value.isPresent() && value.get().is("assignment")) {
      value = value.get().find("right");
    }
    if (value.isPresent()) {
      targets(assignment.get("left"), Kind.ASSIGN, value.get());
    }
  }

  private void context(Node pattern) {
    List<Node> children = pattern.children();
    Node value = children.get(0);
    Kind kind = pattern.enclosing("with_item").isPresent() ? Kind.CONTEXT : Kind.OTHER;
    pattern.find("alias").ifPresent(alias -> targets(alias, kind, value));
  }

  private void targets(Node target, Kind kind, @org.jspecify.annotations.Nullable Node value) {
    targets(target, kind, Optional.ofNullable(value), List.of());
  }

  private void targets(Node target, Kind kind, Optional<Node> value, List<Integer> path) {
    switch (target.kind()) {
      case "identifier" ->
          scopes.at(target).bind(new Binding(target.text(), kind, target, value, path, ""));
      case "pattern_list", "tuple_pattern", "list_pattern", "tuple", "list", "expression_list" -> {
        List<Node> parts = target.children();
        for (int i = 0; i < parts.size(); i++) {
          targets(parts.get(i), kind, value, append(path, i));
        }
      }
      case "as_pattern_target", "parenthesized_expression" ->
          target.children().forEach(child -> targets(child, kind, value, path));
      case "list_splat_pattern", "list_splat" ->
          target.children().forEach(child -> targets(child, Kind.OTHER, Optional.empty(), path));
      default -> {}
    }
  }

  private static List<Integer> append(List<Integer> path, int index) {
    List<Integer> longer = new ArrayList<>(path);
    longer.add(index);
    return List.copyOf(longer);
  }

  private void define(Node definition, Kind kind) {
    Node name = definition.get("name");
    Scope around = scopes.at(definition);
    around.bind(new Binding(name.text(), kind, name, Optional.of(definition), List.of(), ""));
    definition.find("parameters").ifPresent(p -> parameters(definition, p));
  }

  private void parameters(Node function, Node parameters) {
    Scope scope = scopes.of(scopes.module(), function);
    for (Node parameter : parameters.children()) {
      Node name = parameterName(parameter);
      Optional<Node> value = parameter.find("value");
      Kind kind =
          parameter.is("list_splat_pattern", "dictionary_splat_pattern")
              ? Kind.OTHER
              : Kind.PARAMETER;
      if (name.is("identifier")) {
        scope.bind(new Binding(name.text(), kind, name, value, List.of(), ""));
      }
    }
  }

  /** The identifier of any form of parameter. */
  static Node parameterName(Node parameter) {
    if (parameter.find("name").isPresent()) {
      return parameter.get("name");
    }
    List<Node> children = parameter.children();
    return parameter.is("identifier") || children.isEmpty()
        ? parameter
        : parameterName(children.get(0));
  }
}
