package dev.lockstep.porter;

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

  /** The same, with edits that may change numbers. */
  public PortOptions withUnsafe() {
    return new PortOptions(from, fromVersion, to, toVersion, true);
  }
}
