package dev.lockstep.porter.python;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One parsed file.
 *
 * @param source its text
 * @param root its module node
 * @param scopes what its names mean
 */
public record PythonFile(Source source, Node root, Scopes scopes) {
  /**
   * Parses a file.
   *
   * @throws SyntaxProblem if it is not Python 3
   */
  public static PythonFile parse(Source source) {
    Node root = PythonParser.parse(source);
    return new PythonFile(source, root, Scopes.of(root));
  }

  /** The path under which it is reported, with forward slashes. */
  public String path() {
    return path(source);
  }

  /** The path under which a text is reported. */
  public static String path(Source source) {
    return source.path().replace('\\', '/');
  }

  /** The dotted names of what it imports anywhere, those imported with a star first. */
  public Set<String> modules() {
    Set<String> modules = new LinkedHashSet<>(scopes.module().wildcards());
    for (Scope scope : scopes.all()) {
      for (String name : scope.names()) {
        scope.local(name).stream()
            .filter(binding -> binding.is(Binding.Kind.IMPORT))
            .forEach(binding -> modules.add(written(binding)));
      }
    }
    return modules;
  }

  /** {@code import a.b} binds a name to {@code a}, and imports both. */
  private static String written(Binding binding) {
    Node site = binding.site();
    boolean whole = site.parent().filter(p -> p.is("import_statement")).isPresent();
    return whole && site.is("dotted_name") ? site.text() : binding.module();
  }

  /** The first names of the packages that it imports anywhere. */
  public Set<String> imports() {
    return modules().stream()
        .map(PythonFile::first)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String first(String module) {
    int dot = module.indexOf('.');
    return dot < 0 ? module : module.substring(0, dot);
  }
}
