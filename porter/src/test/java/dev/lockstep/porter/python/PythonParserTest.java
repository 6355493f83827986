package dev.lockstep.porter.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f(a, *b):\n    return a, *b, *[]\n",
        "def f(a, *b):\n    return *[None] * 3, *b, *(a or b)\n",
        "if c:\n    head, *rest = d, *[]\nelse:\n    head, *rest = d.split(':', 1)\n",
        "for x in *a, b[0], *c:\n    f(x, *a, k = 1, *c)\n",
        "def g():\n    yield 'a', 1\n    yield 1, *h(2, *i)\n",
      })
  void valuesMayBeStarredWithoutBrackets(String text) {
    assertEquals(text, PythonParser.parse(Source.of("a.py", text)).text());
  }

  @Test
  void starredArgumentsStaySo() {
    Node module =
        PythonParser.parse(
            Source.of("a.py", "def f(a, *b):\n    y = g(a, *b)\n    return a * 2, *[b]\n"));
    assertEquals(
        List.of("*b"),
        module.descendants().filter(n -> n.is("list_splat")).map(Node::text).toList());
    Node returned = module.descendants("return_statement").findFirst().orElseThrow();
    assertEquals("return a * 2, *[b]", returned.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x = a,, *b\n", "for x in *a, b\n    pass\n", "print a, *b\n", "x = (*a\n"})
  void whatPythonRefusesIsRefused(String text) {
    assertTrue(PythonParser.problem(Source.of("a.py", text)).isPresent());
  }
}
