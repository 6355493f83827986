package dev.lockstep.porter.program;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place of a script that faces the optimizer. The places of a file are what a port must decide
 * on, one and all.
 *
 * @param node the place
 * @param construct what it is
 * @param subject the optimizer, scheduler or scaler that it acts on, where it names one
 */
public record Facing(Node node, Construct construct, Optional<Node> subject) {
  /**
   * All places of a file, in source order; none if it imports nothing of the framework but another
   * one that can be ported from.
   */
  public static List<Facing> of(PythonFile file, TrainingProgram program) {
    Set<String> roots = file.imports();
    boolean other = roots.contains(Torch.ROOT) || roots.contains(MindSpore.ROOT);
    if (other && !roots.contains(program.framework().root())) {
      return List.of();
    }
    List<Facing> found = new ArrayList<>(program.framework().facings(file, program));
    found.sort(Comparator.comparingInt(f -> f.node().start()));
    return found;
  }
}
