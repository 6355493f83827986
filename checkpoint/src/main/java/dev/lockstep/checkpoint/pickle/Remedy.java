package dev.lockstep.checkpoint.pickle;

import java.util.Map;

/** What to save instead of an object that a checkpoint does not hold. */
final class Remedy {
  private static final Map<String, String> OF =
      Map.of(
          "collections.defaultdict", "save dict(d), not the defaultdict",
          "collections.deque", "save list(d), not the deque",
          "argparse.Namespace", "save vars(args), not the Namespace");

  private Remedy() {}

  /** How to save what that function or class makes, by its full name. */
  static String of(String name) {
    // numpy 2 calls the module _core, numpy 1 core
    if (name.matches("numpy\\._?core\\.multiarray\\.scalar")) {
      return "save a plain number, not numpy's: value.item()";
    }
    if (name.startsWith("numpy.")) {
      return "save a tensor or a list, not numpy's array: torch.from_numpy(a) or a.tolist()";
    }
    if (name.matches("pathlib\\.(\\w+\\.)?\\w*Path")) {
      return "save str(path), not the path";
    }
    return OF.getOrDefault(name, "save state dicts, not whole objects");
  }
}
