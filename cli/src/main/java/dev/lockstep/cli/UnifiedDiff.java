package dev.lockstep.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The difference of two texts as {@code git diff} shows it; {@code git apply} takes it. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /** The lines of the difference; none if the texts are equal. */
  static List<String> of(Path file, String before, String after) {
    String path = withoutRoot(file.normalize());
    List<String> old = lines(before);
    return UnifiedDiffUtils.generateUnifiedDiff(
        "a/" + path, "b/" + path, old, DiffUtils.diff(old, lines(after)), CONTEXT);
  }

  private static String withoutRoot(Path file) {
    Path path = file.isAbsolute() ? file.getRoot().relativize(file) : file;
    return path.toString().replace('\\', '/');
  }

  /** A last line that does not end is another line than one that does, and is shown with a mark. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String last = lines.remove(lines.size() - 1);
    if (!last.isEmpty()) {
      lines.add(last + "\n\\ No newline at end of file");
    }
    return lines;
  }
}
