package dev.lockstep.porter.python;

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
}
