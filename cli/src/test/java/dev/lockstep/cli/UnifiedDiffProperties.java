package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What {@code --diff} prints, taken by a reader as strict as {@code git apply}. */
class UnifiedDiffProperties {
  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@\n");
  private static final String UNENDED = "\\ No newline at end of file\n";

  @Provide
  static Arbitrary<String> texts() {
    Arbitrary<String> line = Arbitraries.of("a", "b", "c", "", " d", "-e", "+f", "g\r");
    Arbitrary<String> ended = line.list().ofMaxSize(30).map(l -> String.join("", ends(l)));
    return Arbitraries.oneOf(ended, ended.map(text -> text + "unended"));
  }

  private static List<String> ends(List<String> lines) {
    return lines.stream().map(line -> line + "\n").toList();
  }

  @Property
  void makesTheNewTextOfTheOld(@ForAll("texts") String before, @ForAll("texts") String after) {
    List<String> diff = UnifiedDiff.of(Path.of("x.py"), before, after);
    if (before.equals(after)) {
      assertEquals(List.of(), diff);
    } else {
      String text = String.join("\n", diff) + "\n";
      assertEquals(before, side(text, before, '-'));
      assertEquals(after, side(text, before, '+'));
    }
  }

  @Example
  void aFileIsNamedBelowTheFolderOrTheRoot() {
    for (String path : List.of("sub/x.py", "./sub/x.py", "sub/../sub/x.py", "/sub/x.py")) {
      assertEquals(
          List.of("--- a/sub/x.py", "+++ b/sub/x.py"),
          UnifiedDiff.of(Path.of(path), "a\n", "b\n").subList(0, 2));
    }
  }

  @Example
  void anEndWithoutALineBreakIsSaid() {
    assertEquals(
        """
        --- a/x.py
        +++ b/x.py
        @@ -1,2 +1,2 @@
         a
        -b
        \\ No newline at end of file
        +b
        """,
        String.join("\n", UnifiedDiff.of(Path.of("x.py"), "a\nb", "a\nb\n")) + "\n");
  }

  /** One side of a difference; what it leaves out between its hunks is taken from the old text. */
  private static String side(String diff, String before, char sign) {
    List<String> old = ended(before);
    StringBuilder text = new StringBuilder();
    int taken = 0;
    int left = 0;
    boolean ours = false;
    for (String line : ended(diff).subList(2, ended(diff).size())) {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.matches()) {
        assertEquals(0, left);
        int lines = Integer.parseInt(hunk.group(2));
        int from = Integer.parseInt(hunk.group(1)) - (lines == 0 ? 0 : 1);
        text.append(String.join("", old.subList(taken, from)));
        taken = from + lines;
        left = Integer.parseInt(hunk.group(sign == '-' ? 2 : 4));
      } else if (!line.equals(UNENDED)) {
        ours = line.charAt(0) == ' ' || line.charAt(0) == sign;
        text.append(ours ? line.substring(1) : "");
        left -= ours ? 1 : 0;
      } else if (ours) {
        text.setLength(text.length() - 1);
      }
    }
    assertEquals(0, left);
    return text + String.join("", old.subList(taken, old.size()));
  }

  private static List<String> ended(String text) {
    return Arrays.stream(text.split("(?<=\n)", -1)).filter(line -> !line.isEmpty()).toList();
  }
}
