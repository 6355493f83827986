package dev.lockstep.guide;

import dev.lockstep.porter.FileReport;
import dev.lockstep.porter.PortOptions;
import dev.lockstep.porter.Porter;
import dev.lockstep.porter.python.Source;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Scripts of the guide, ported by the porter while the guide is made; each once. */
final class Port {
  private static final Map<String, FileReport> DONE = new ConcurrentHashMap<>();

  private Port() {}

  /**
   * What becomes of a script.
   *
   * @param path its name, {@code step_loop.torch.py}: the part before {@code .py} names the
   *     framework
   * @param text the script
   */
  static FileReport of(String path, String text) {
    return DONE.computeIfAbsent(path + "\n" + text, key -> port(path, text));
  }

  private static FileReport port(String path, String text) {
    boolean torch = path.endsWith(".torch.py");
    PortOptions options =
        torch
            ? PortOptions.torchToMindSpore()
            : new PortOptions("mindspore", "", "torch", "", false);
    return new Porter(options).port(List.of(Source.of(path, text))).files().get(0);
  }
}
