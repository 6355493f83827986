package dev.lockstep.porter.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treesitter.TSParser;
import org.treesitter.TSTree;

/** What is taken from the text of a leaf is what the library says of it. */
class TreeReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = a.b . c(d, e=f)[g] \n",
        "y = (a,), (), [], {}, {a}, {a: b, **c}\n",
        "y = .5 .real + (a).b + a . \\\n  b\n",
        "s = 'a, b)' + f'{ x } {a.b (c) !r:>{ w }} }}' + r'x' b'y' 'äöü' + ü.é(ñ, x)\n",
        "s = 'a' \\\n  'b' \"c\" # d, e)\nt = ('a'\n  'b')\n",
        "f(a, # b, c)\n  d) # e\n",
        "def f(a, /, b=1, *c, d: e = g(), **h) -> i.j: pass\n",
        "@a.b(c)\nclass D(E, metaclass=F):\n  x: int = 1\n\n  def f(self): return lambda: (yield)\n",
        "if (n := f(x)) == 1: a = b = c\nelif not d is not e: ...\nelse: del g, h\n",
        "from . import a\nfrom ..b.c import (d as e,\n  f,)\nfrom __future__ import g\nimport h.i as j\n",
        "match = case = type = _ = print\nmatch(case, type, _, print)\n",
        "match x:\n  case A(b=_):\n    pass\n  case [c, _] | d:\n    pass\n  case _:\n    pass\n",
        "type X = int\nasync def f(): await g()\n",
        "with a() as b, c(): global d\nfor i, j in k: x[i, ::2, ..., :j] = 1j\n",
        "x = None if True else False\nif_ = printer = Nonesuch\n",
        "a = b; c = d \n\r\n  \n",
        "print(a, file=b)\nassert_(c)\nprint >= d\n",
        "x = [a for b in c if d]; y = {e: f for e, f in g}; h(i for i in j)\n",
        "f(n := 1, m = 2, o == p)(q)\nf( # a\n  b for b in c)\nf(\\\n  (n := b) for b in c)\nf((d := e) for e in g)\n",
        "s = '' \"\"; t = \"a{b}\"; f(\"a\"(b), 'c'.d, \"e\" % g, '''h''', \"i'j\", 'k\\'l')[1](2.5)\n'''m'''\n",
        "# a\nif b: # c\n  # d\n  e = 10 - 0x1f + 1_0 + 1. + 2.e3 + 3j  # f\n  # g\n# h",
        "import a as b, c.d as e, f\nfrom g import h as i, j\nx[:]; x[::2, :y]; z: int; l = lambda: m\n",
        "if a: b = [[c], d]; e = (((f), g), h)\r\nelse: # i\r\n  match a:\r\n    case None | True: b\r\n",
        "a == b\na = b == c\na, b = c\na += b\na + b\na.b: c = d\na if b else c\nnot a\n-a\n*a, b = c\n",
        "async def f():\n  async with a: pass\n  async for b in c: await d\n@e\nclass F: pass\n",
        "try:\n  pass\nexcept (a, b) as c:\n  raise d from e\nfinally:\n  pass\n",
      })
  void aTreeIsTheSameAsTheLibrarys(String text) {
    Source source = Source.of("a.py", text);
    try (TSParser parser = new TSParser()) {
      parser.setLanguage(TreeReader.LANGUAGE);
      try (TSTree tree = parser.parseString(null, text)) {
        assertFalse(tree.getRootNode().hasError(), text);
        Node told = TreeReader.read(source, tree.getRootNode());
        Node asked = TreeReader.read(source, tree.getRootNode(), false);
        assertEquals(shown(asked), shown(told));
      }
    }
  }

  private static String shown(Node module) {
    StringBuilder lines = new StringBuilder();
    for (Node n : (Iterable<Node>) module.descendants()::iterator) {
      lines.append(
          "%s %s %s %s-%s\n".formatted(n.kind(), n.isNamed(), n.field(), n.start(), n.end()));
    }
    return lines.toString();
  }
}
