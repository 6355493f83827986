package dev.lockstep.porter.python;

import java.util.LinkedHashSet;
import java.util.Set;

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
    return source.path().replace('\\', '/');
  }

  /** The first names of the packages that it imports anywhere. */
  public Set<String> imports() {
    Set<String> roots = new LinkedHashSet<>();
    scopes.module().wildcards().forEach(module -> roots.add(first(module)));
    for (Scope scope : scopes.all()) {
      for (String name : scope.names()) {
        scope.local(name).stream()
            .filter(binding -> binding.is(Binding.Kind.IMPORT))
            .forEach(binding -> roots.add(first(binding.module())));
      }
    }
    return roots;
  }

  private static String first(String module) {
    int dot = module.indexOf('.');
    return dot < 0 ? module : module.substring(0, dot);
  }
}
