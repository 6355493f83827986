package dev.lockstep.porter.python;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No import is missed that parsing finds. */
class ImportWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "import a",
        "import a.b.c as d, e, f.g",
        "import a; import b.c as d",
        "from a.b import c, d as e",
        "from a import (b, # not ) this\n  c,\n)\nimport d",
        "# from x import (\nimport a\n# )\nimport b",
        "from . import a",
        "from .. a import b",
        "from.a import(b)",
        "from .import a",
        "from a \\\n  import b, \\\n  c",
        "import \\\r\n a",
        "if x: import a\nelse:\n\tfrom b import c",
        "from a.b import *",
        "try: from a import b\nexcept ImportError: b = None",
        "x = 'from'; import a",
        "from größe import länge"
      })
  void findsWhatParsingFinds(String text) {
    Source source = Source.of("a.py", text + "\n");
    Set<String> words = ImportWords.of(source);
    Set<String> modules = PythonFile.parse(source).modules();
    assertTrue(words.containsAll(modules), modules + " in " + words);
    assertTrue(!modules.isEmpty());
  }
}
