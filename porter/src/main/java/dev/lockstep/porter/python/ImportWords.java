package dev.lockstep.porter.python;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text may import, as its words tell before it is parsed: at least what {@link
 * PythonFile#modules()} gives. Comments and strings may add to it.
 */
public final class ImportWords {
  private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS;

  private static final Pattern CONTINUED = Pattern.compile("\\\\\\r?\\n");

  /** An import, or a relative one, up to where its names begin: within one line. */
  private static final Pattern IMPORT =
      Pattern.compile("(?:\\bfrom\\b[ \\t\\f]*([.\\w \\t\\f]*?)[ \\t\\f]*)?\\bimport\\b", FLAGS);

  /** In brackets, which may hold comments, or to the end of the line. */
  private static final Pattern NAMES = Pattern.compile("\\s*\\((?:[^)#]|#.*)*+|.*");

  private static final Pattern WORD = Pattern.compile("\\w+", FLAGS);

  private static final Pattern DOTTED = Pattern.compile("[\\w.]+", FLAGS);

  private static final Pattern DOT_BEHIND = Pattern.compile("(?<=\\w)\\.$");

  private ImportWords() {}

  /** The dotted names that a text may import. */
  public static Set<String> of(Source source) {
    String text = CONTINUED.matcher(source.text()).replaceAll(" ");
    Set<String> found = new LinkedHashSet<>();
    Matcher imports = IMPORT.matcher(text);
    Matcher names = NAMES.matcher(text);
    int next = text.indexOf("import");
    while (next >= 0) {
      int end = lineEnd(text, next);
      imports.region(text.lastIndexOf('\n', next) + 1, end);
      while (imports.find()) {
        names.region(imports.end(), text.length()).lookingAt();
        Pattern kind = imports.group(1) == null ? DOTTED : WORD;
        String prefix = prefix(imports);
        found.add(DOT_BEHIND.matcher(prefix).replaceFirst(""));
        kind.matcher(names.group()).results().forEach(w -> found.add(prefix + w.group()));
      }
      next = text.indexOf("import", end);
    }
    return found;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static String prefix(MatchResult match) {
    String module = match.group(1) == null ? "" : match.group(1).replaceAll("[ \\t\\f]", "");
    return module.isEmpty() || module.endsWith(".") ? module : module + ".";
  }
}
