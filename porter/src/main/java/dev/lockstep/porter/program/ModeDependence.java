package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether what a project computes depends on the mode of its models: training or evaluation.
 *
 * <p>A project is looked through once for a pattern.
 */
public final class ModeDependence {
  private final TrainingProgram program;
  private final Map<String, Boolean> known = new HashMap<>();

  ModeDependence(TrainingProgram program) {
    this.program = program;
  }

  /**
   * Whether the project names an API of a pattern, or asks a model for its mode.
   *
   * @param dependent the full names of what computes otherwise in training, as a regular expression
   */
  public boolean on(String dependent) {
    return known.computeIfAbsent(
        dependent,
        pattern ->
            program.project().files().stream()
                .map(PythonFile::root)
                .anyMatch(root -> names(root, pattern) || imports(root, pattern)));
  }

  private boolean names(Node root, String dependent) {
    return root.descendants("attribute")
        .anyMatch(
            n ->
                n.text().equals("self.training")
                    || program.qualified(n).filter(q -> q.matches(dependent)).isPresent());
  }

  /** Whether {@code from torch.nn import Dropout} or the like is there. */
  private static boolean imports(Node root, String dependent) {
    return root.descendants("import_from_statement")
        .filter(i -> i.find("module_name").isPresent())
        .anyMatch(
            i ->
                i.all("name").stream()
                    .map(n -> n.is("aliased_import") ? n.get("name") : n)
                    .anyMatch(
                        n -> (i.get("module_name").text() + "." + n.text()).matches(dependent)));
  }
}
