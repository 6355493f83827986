package dev.lockstep.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** The difference of two texts as {@code diff -u} shows it. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /** The lines of the difference; none if the texts are equal. */
  static List<String> of(String path, String before, String after) {
    List<String> old = lines(before);
    return UnifiedDiffUtils.generateUnifiedDiff(
        "a/" + path, "b/" + path, old, DiffUtils.diff(old, lines(after)), CONTEXT);
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\n", -1));
  }
}
