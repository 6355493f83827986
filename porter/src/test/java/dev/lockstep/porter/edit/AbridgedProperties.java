package dev.lockstep.porter.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.porter.python.Node;
import dev.lockstep.porter.python.PythonFile;
import dev.lockstep.porter.python.PythonParser;
import dev.lockstep.porter.python.Source;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of the text that is parsed in place of a whole port. */
class AbridgedProperties {
  private static final PythonFile FILE =
      PythonFile.parse(
          Source.of(
              "a.py",
              """
              \"""A script.\"""
              import os


              def first(a, b=2):
                  # of two
                  for i in range(a):
                      if i: x = [i,
                          b]; y = 1
                      elif b:
                          y = 2
                      else:
                          y = 3
                  return x


              class Second:
                  @property
                  def third(self):
                      try:
                          with open("f") as f:
                              self.f = f.read(size=a.b)
                      except OSError:
                          pass
                      return '''
              text'''


              print(first(3)); print(Second().third)
              """));

  /** No edit ends in a backslash: nodes do not. */
  private static final List<String> TEXTS =
      List.of(
          "x", "x.y", "None", "x = 1", "(", ")", ":", "if x:", "\"", "'''", "\n", "\n  x\n",
          "pass\n");

  @Property
  void theWholeTextIsPythonIfItIs(
      @ForAll @IntRange(min = 0, max = 10_000) int place,
      @ForAll @IntRange(min = 0, max = 12) int text,
      @ForAll boolean inserted) {
    List<Node> nodes = FILE.root().descendants().filter(n -> n.end() > n.start()).toList();
    Node node = nodes.get(place % nodes.size());
    Edits edits = new Edits(FILE.source());
    edits.replace(
        node.start(), inserted ? node.start() : node.end(), Replacement.of(TEXTS.get(text)));
    Rendering rendering = new Rendering(edits, (api, at) -> api, FILE.root());
    String whole = rendering.all();
    assertTrue(isPython(whole) || !isPython(rendering.abridged()), whole);
  }

  @Property(tries = 1)
  void whatIsNotEditedIsNotInIt() {
    Rendering rendering = new Rendering(new Edits(FILE.source()), (api, at) -> api, FILE.root());
    assertEquals(FILE.source().text(), rendering.all());
    assertTrue(rendering.abridged().length() < 60, rendering.abridged());
  }

  private static boolean isPython(String text) {
    return PythonParser.problem(Source.of("a.py", text)).isEmpty();
  }
}
