package dev.lockstep.porter;

import dev.lockstep.porter.program.MegEngine;
import dev.lockstep.porter.program.OneFlow;
import dev.lockstep.porter.program.Torch;
import dev.lockstep.porter.python.PythonFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a port is asked for.
 *
 * @param from the source framework, {@code torch}
 * @param fromVersion its release; empty for the newest recorded
 * @param to the target framework, {@code mindspore}
 * @param toVersion its release; empty for the newest recorded
 * @param unsafe whether edits are made that may change numbers
 */
public record PortOptions(
    String from, String fromVersion, String to, String toVersion, boolean unsafe) {

  /** A port from the newest torch to the newest MindSpore, safe edits only. */
  public static PortOptions torchToMindSpore() {
    return new PortOptions("torch", "", "mindspore", "", false);
  }

  /**
   * The port of files of a framework that is neither of the two, to torch: whatever else is wanted,
   * they pass through it. Empty if they import no such framework, or the source of this port as
   * well.
   */
  Optional<PortOptions> besides(List<PythonFile> files) {
    Set<String> imported = new LinkedHashSet<>();
    files.forEach(file -> imported.addAll(file.imports()));
    boolean begun = imported.contains(to) && !to.equals(Torch.ROOT);
    return imported.contains(from) || begun
        ? Optional.empty()
        : Stream.of(OneFlow.ROOT, MegEngine.ROOT)
            .filter(imported::contains)
            .findFirst()
            .map(root -> new PortOptions(root, "", Torch.ROOT, torchVersion(), unsafe));
  }

  private String torchVersion() {
    return to.equals(Torch.ROOT) ? toVersion : fromVersion;
  }

  /** The same, with edits that may change numbers. */
  public PortOptions withUnsafe() {
    return new PortOptions(from, fromVersion, to, toVersion, true);
  }
}
