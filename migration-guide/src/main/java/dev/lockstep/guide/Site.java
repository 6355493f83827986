package dev.lockstep.guide;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of the guide.
 *
 * @param files text by path, as {@code en/api/torch.optim.Adam.html}
 */
public record Site(SortedMap<String, String> files) {
  /** Copies the map. */
  public Site {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** A line a file, {@code digest path}, as {@code sha256sum} writes and checks it. */
  public String manifest() {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (path, text) -> lines.append(digest(text)).append("  ").append(path).append('\n'));
    return lines.toString();
  }

  /**
   * What a manifest says otherwise: a line a file, {@code changed}, {@code missing} or {@code new}
   * and its path; none if the manifest is this site's.
   */
  public List<String> staleSince(String manifest) {
    SortedMap<String, String> then = digests(manifest);
    SortedMap<String, String> now = digests(manifest());
    TreeSet<String> paths = new TreeSet<>(then.keySet());
    paths.addAll(now.keySet());
    List<String> stale = new ArrayList<>();
    for (String path : paths) {
      if (!now.containsKey(path)) {
        stale.add("missing " + path);
      } else if (!then.containsKey(path)) {
        stale.add("new " + path);
      } else if (!now.get(path).equals(then.get(path))) {
        stale.add("changed " + path);
      }
    }
    return stale;
  }

  private static SortedMap<String, String> digests(String manifest) {
    SortedMap<String, String> digests = new TreeMap<>();
    manifest
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.strip().split("\\s+", 2))
        .forEach(line -> digests.put(line[line.length - 1], line[0]));
    return digests;
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
